// What the projector plays and turns. A reveal plays in a window that showed it hidden before: never
// in one that opens later, nor where motion is switched off (M), or not wanted on this computer.
const PAGE_FOR = 12000;
function isStill() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches
    || document.documentElement.classList.contains("rc-still");
}
// True where this window has just seen `name` go from hidden to shown, and may move.
function curtain(name, shown) {
  const curtains = (window.rcCurtains ??= new Map());
  const opens = shown && curtains.get(name) === false;
  curtains.set(name, shown);
  return opens && !isStill();
}
function isPlainKey(event, ...keys) {
  const held = event.ctrlKey || event.metaKey || event.altKey || event.repeat;
  const letter = /^[a-z]$/i.test(event.key);
  return !held && keys.includes(event.key.toLowerCase()) && (!letter || lettersHeard());
}
// acts: [milliseconds, what happens], in their order. → and Space do all that is left at once.
function play(root, acts) {
  window.rcPlayed?.();
  root.classList.add("playing");
  const left = [...acts];
  let timer = null;
  const began = performance.now();
  const step = () => {
    left.shift()[1]();
    next();
  };
  const next = () => {
    if (!left.length) end();
    else timer = setTimeout(step, Math.max(0, left[0][0] - (performance.now() - began)));
  };
  const end = () => {
    clearTimeout(timer);
    while (left.length) left.shift()[1]();
    root.classList.remove("playing");
    document.removeEventListener("keydown", skip, true);
    if (window.rcPlayed === end) window.rcPlayed = null;
  };
  const skip = (event) => {
    if (!isPlainKey(event, "arrowright", " ")) return;
    if (root.isConnected) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    end();
  };
  window.rcPlayed = end;
  document.addEventListener("keydown", skip, true);
  next();
}
// Pages of one list: they turn by themselves, at →, and not at all while F holds them. Each run of
// the page goes on where the last one was. `say` gives the words for a page and for "held".
function turning(parent, count, show, say) {
  const state = (parent.rcPages ??= { page: 0, due: 0, held: false });
  state.page = Math.min(state.page, Math.max(0, count - 1));
  state.note?.remove();
  if (count > 1) {
    state.note = el("p", "rc-pages");
    parent.append(state.note);
  }
  let timer = null;
  const draw = () => {
    show(state.page);
    if (count > 1) state.note.textContent = say(state.page + 1, count, state.held);
  };
  const wait = () => {
    clearTimeout(timer);
    if (count > 1 && !state.held) timer = setTimeout(turn, Math.max(0, state.due - performance.now()));
  };
  const turn = () => {
    state.page = (state.page + 1) % count;
    state.due = performance.now() + PAGE_FOR;
    draw();
    wait();
  };
  const press = (event) => {
    if (count < 2 || !parent.isConnected) return;
    if (isPlainKey(event, "arrowright")) turn();
    if (isPlainKey(event, "f")) {
      state.held = !state.held;
      state.due = performance.now() + PAGE_FOR;
      draw();
      wait();
    }
  };
  if (state.due < performance.now()) state.due = performance.now() + PAGE_FOR;
  draw();
  wait();
  document.addEventListener("keydown", press);
  return () => {
    clearTimeout(timer);
    document.removeEventListener("keydown", press);
  };
}
// What has just been revealed begins with its first page, for longer: the reveal plays on it first.
const FIRST_FOR = 26000;
function holdFirst(parent) {
  parent.rcPages?.note?.remove();
  parent.rcPages = { page: 0, due: performance.now() + FIRST_FOR, held: false };
}
// A line that ends in the middle of "a-t-on" is hard to read from afar.
function wholeWords(text) {
  return text.replace(/(?<=\p{L})-(?=\p{L})/gu, "\u2011");
}
const HAIR = 1; // pixels: more would cut the edge of the last row
// The nodes of a list in pages, each of which fits; as many on each as on the others, where it can.
function inPages(list, nodes) {
  const fits = (page) => {
    list.replaceChildren(...page);
    return list.scrollHeight <= list.clientHeight + HAIR;
  };
  if (fits(nodes)) return [nodes];
  const pages = [];
  for (const node of nodes) {
    const last = pages.at(-1);
    if (last && fits([...last, node])) last.push(node);
    else pages.push([node]);
  }
  const each = Math.ceil(nodes.length / pages.length);
  const even = pages.map((_, page) => nodes.slice(page * each, (page + 1) * each));
  return even.every((page) => page.length && fits(page)) ? even : pages;
}
function pageSaid(words) {
  return (page, pages, held) =>
    words.page.replace("{page}", page).replace("{pages}", pages) + (held ? ` · ${words.held}` : "");
}
