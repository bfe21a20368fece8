const PAUSE = 250;
const AGAIN = 1000;
const BUSY = 150;
const TRIES = 3;
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const state = (parentElement.rcLive ??= { seen: 0, at: -PAUSE, timer: null, tries: 0 });
  state.seen = Math.max(state.seen, data.seen);
  state.tries = 0;
  const later = (wait) => {
    state.timer = setTimeout(ask, wait);
  };
  // Asks for a rerun until what is drawn has caught up: one that meets a full rerun of the page is
  // dropped by Streamlit, and nothing else would ask again.
  const ask = () => {
    state.timer = null;
    state.calm = false;
    if (!parentElement.isConnected) {
      leave(); // another page is open: this ear was not told that it is gone
      return;
    }
    const latest = board(data.code, data.screen).last?.revision ?? 0;
    if (latest <= state.seen && !state.over) return;
    // This screen is being drawn, often because of its own gesture: it may catch up by itself.
    if (!isIdle()) {
      later(BUSY);
      return;
    }
    takeTurn();
    state.at = performance.now();
    state.tries += 1;
    later(AGAIN);
    if (state.tries > TRIES) window.rcAgain?.();
    else setTriggerValue("moved", `${latest}/${state.at}`);
  };
  // The right has ended: the next run takes away what may not be seen any more.
  const end = () => {
    clearTimeout(state.timer);
    state.over = true;
    later(0);
  };
  const hear = (news) => {
    const urgent = !data.calm || news.stage !== data.stage;
    if (news.revision <= state.seen || (state.timer && !(state.calm && urgent))) return;
    clearTimeout(state.timer);
    state.calm = !urgent;
    later(Math.max(0, (urgent ? PAUSE : data.calm) - (performance.now() - state.at)));
  };
  clearTimeout(state.timer);
  state.timer = null;
  state.calm = false;
  state.over = false;
  const leave = board(data.code, data.screen).subscribe(hear, end);
  return () => {
    clearTimeout(state.timer);
    state.timer = null;
    leave();
  };
}
