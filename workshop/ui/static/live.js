const PAUSE = 250;
const AGAIN = 1000;
const BUSY = 150;
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const state = (parentElement.rcLive ??= { seen: 0, at: -PAUSE, timer: null });
  state.seen = Math.max(state.seen, data.seen);
  // Asks for a rerun until what is drawn has caught up: one that meets a full rerun of the page is
  // dropped by Streamlit, and nothing else would ask again.
  const ask = () => {
    state.timer = null;
    const latest = board(data.code).last?.revision ?? 0;
    if (latest <= state.seen) return;
    // This screen is being drawn, often because of its own gesture: it may catch up by itself.
    if (document.querySelector('.stApp[data-test-script-state="running"]')) {
      state.timer = setTimeout(ask, BUSY);
      return;
    }
    state.at = performance.now();
    state.timer = setTimeout(ask, AGAIN);
    setTriggerValue("moved", `${latest}/${state.at}`);
  };
  const hear = (news) => {
    if (news.revision <= state.seen || state.timer) return;
    state.timer = setTimeout(ask, Math.max(0, PAUSE - (performance.now() - state.at)));
  };
  clearTimeout(state.timer);
  state.timer = null;
  const leave = board(data.code).subscribe(hear);
  return () => {
    clearTimeout(state.timer);
    state.timer = null;
    leave();
  };
}
