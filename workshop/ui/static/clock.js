// The time that is left, counted here between two readings of the server's clock.
const LAST_MINUTE = 60;
function written(seconds) {
  const [minutes, rest] = [Math.floor(seconds / 60), String(seconds % 60).padStart(2, "0")];
  return `${minutes}:${rest}`;
}
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const { words } = data;
  // How far the server's clock is ahead of ours: a reading grows old on its way here and while it
  // waits in the page, which only ever makes it look less ahead.
  window.rcAhead = Math.max(window.rcAhead ?? -Infinity, data.now - Date.now());
  const state = (parentElement.rcClock ??= { announced: "", asked: 0 });
  if (!state.root) {
    state.root = el("p", "rc-clock");
    state.digits = el("span", "rc-clock-left");
    state.digits.setAttribute("role", "timer");
    state.said = el("span", "rc-clock-said");
    state.said.setAttribute("role", "status");
    state.root.append(state.digits, state.said);
    parentElement.append(state.root);
  }
  const tick = () => {
    const left = Math.ceil((data.closes_at - Date.now() - window.rcAhead) / 1000);
    state.digits.textContent = written(Math.max(0, left));
    state.digits.setAttribute("aria-label", words.left.replace("{time}", state.digits.textContent));
    state.root.classList.toggle("last", left > 0 && left <= LAST_MINUTE);
    state.root.classList.toggle("over", left <= 0);
    // Only what changes something is read aloud, not each second.
    const said = left <= 0 ? words.over : left <= LAST_MINUTE ? words.last_minute : "";
    if (state.announced !== said) {
      state.announced = said;
      state.said.textContent = said;
    }
    if (left <= 0 && state.asked !== data.closes_at && isIdle()) {
      state.asked = data.closes_at; // the bar then offers some more time
      setTriggerValue("over", data.closes_at);
    }
  };
  tick();
  const beat = setInterval(tick, 250);
  return () => clearInterval(beat);
}
