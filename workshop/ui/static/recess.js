// The pause: when it ends, and how long that is. The hour is the one of this computer's clock.
export default function (component) {
  const { data, parentElement } = component;
  const { now, ...picture } = data;
  window.rcAhead = Math.max(window.rcAhead ?? -Infinity, now - Date.now());
  const state = (parentElement.rcRecess ??= {});
  if (isNews(parentElement, picture)) {
    const root = el("section", "rc-recess");
    const hour = new Intl.DateTimeFormat(data.language, { hour: "2-digit", minute: "2-digit", hour12: false })
      .format(new Date(data.until - window.rcAhead));
    state.line = el("h1", "", data.words.back.replace("{time}", hour));
    state.left = el("strong", "");
    state.left.setAttribute("role", "timer");
    root.append(state.line, state.left);
    exchange(parentElement, root);
  }
  const tick = () => {
    const left = Math.ceil((data.until - Date.now() - window.rcAhead) / 1000);
    const over = left <= 0;
    state.left.textContent = over
      ? data.words.over : `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    parentElement.rcRoot.classList.toggle("over", over);
  };
  tick();
  const beat = setInterval(tick, 250);
  return () => clearInterval(beat);
}
