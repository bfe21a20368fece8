// The top of the projector's screen: its title, the time that is left, who is ready, the way in for
// latecomers. Its height is told to what stands below.
const LAST_MINUTE = 60;
const LONG = 46; // letters of a title that takes two lines beside the way in

function written(seconds) {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (!parts[0]) parts.shift();
  return parts.map((part, place) => (place ? String(part).padStart(2, "0") : part)).join(":");
}

function timeNode(state) {
  const node = el("div", "rc-time");
  state.left = el("strong", "");
  state.left.setAttribute("role", "timer");
  state.said = el("span", "rc-time-said");
  state.ready = el("span", "rc-ready");
  node.append(state.left, state.said, state.ready);
  return node;
}

function joinNode(join) {
  const node = el("aside", "rc-in");
  const picture = el("img");
  picture.src = join.qr;
  picture.alt = join.alt;
  const words = el("div");
  words.append(el("strong", "", join.code), el("span", "", join.address));
  node.append(picture, words);
  return node;
}

function build(state, data) {
  const root = el("header", `rc-top${data.band ? " rehearsed" : ""}`);
  if (data.band) root.append(el("p", "rc-band", data.band));
  const row = el("div", "rc-top-row");
  const titles = el("div", "rc-titles");
  titles.append(el("h1", data.title.length > LONG ? "long" : "", data.title));
  if (data.note) titles.append(el("p", "", data.note));
  row.append(titles, timeNode(state));
  if (data.join) row.append(joinNode(data.join));
  root.append(row);
  return root;
}

export default function (component) {
  const { data, parentElement } = component;
  const { now, ...picture } = data;
  // How far the server's clock is ahead of ours: a reading grows old on its way here and while it
  // waits in the page, which only ever makes it look less ahead.
  window.rcAhead = Math.max(window.rcAhead ?? -Infinity, now - Date.now());
  const state = (parentElement.rcTop ??= { announced: "" });
  if (!state.voice) {
    // Outside of what is exchanged: a voice is heard only in a place that was there before.
    state.voice = el("p", "rc-heard");
    state.voice.setAttribute("role", "status");
    parentElement.append(state.voice);
  }
  if (isNews(parentElement, picture)) {
    exchange(parentElement, build(state, data));
    state.ready.textContent = data.ready;
  }
  const root = parentElement.rcRoot;
  const tell = () => {
    const height = root.getBoundingClientRect().bottom + window.scrollY;
    if (height) document.documentElement.style.setProperty("--top", `${Math.ceil(height)}px`);
  };
  const tick = () => {
    const left = data.closes_at === null
      ? null : Math.ceil((data.closes_at - Date.now() - window.rcAhead) / 1000);
    const last = left !== null && left > 0 && left <= LAST_MINUTE;
    const over = left !== null && left <= 0;
    state.left.textContent = left === null ? "" : over ? data.words.over : written(left);
    const said = last ? data.words.last_minute : "";
    if (state.said.textContent !== said) state.said.textContent = said;
    root.classList.toggle("last", last);
    root.classList.toggle("over", over);
    root.classList.toggle("timed", left !== null);
    const heard = over ? data.words.over : said;
    if (state.announced !== heard) state.voice.textContent = state.announced = heard;
  };
  tick();
  tell();
  const size = new ResizeObserver(tell);
  size.observe(root);
  const beat = setInterval(tick, 250);
  return () => {
    clearInterval(beat);
    size.disconnect();
  };
}
