const PAUSE = 250;
const OWN = 150;
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const state = (parentElement.rcLive ??= { seen: 0, sent: 0, timer: null });
  state.seen = Math.max(state.seen, data.seen);
  const hear = (news) => {
    if (news.revision <= state.seen || news.revision <= state.sent || state.timer) return;
    // While a gesture of this very screen runs, its own end will draw the news: leave it the time.
    const busy = document.querySelector('[data-test-script-state="running"]') ? OWN : 0;
    const wait = Math.max(busy, PAUSE - (performance.now() - (state.at ?? -PAUSE)));
    state.timer = setTimeout(() => {
      state.timer = null;
      const latest = board(data.code).last.revision;
      if (latest <= state.seen) return;
      state.at = performance.now();
      state.sent = latest;
      setTriggerValue("moved", latest);
    }, wait);
  };
  const leave = board(data.code).subscribe(hear);
  return () => {
    clearTimeout(state.timer);
    state.timer = null;
    leave();
  };
}
