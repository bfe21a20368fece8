// The wall that the room looks at. It draws the board channel by itself: a card needs no rerun to
// appear, and its text is set with textContent. Cards come in shuffled batches, so that neighbours
// cannot tell who has just sent, and they replace the oldest slots: nothing slides. While the room
// may not read them there is only their number; then they are dealt.
const BATCH = 5;
const BATCH_WAIT = 10000;
const SLOTS = 6;
const TURN = 12000;
const FAREWELL = 900;
// In pixels of a projector of 1920×1080: one size for all cards, but for those that are long.
const SIZES = [50, 46, 44];
const LONG = [40, 36, 33, 30];

function shuffled(items) {
  const copy = [...items];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [copy[i], copy[j]] = [copy[j], copy[i]];
  }
  return copy;
}

function cardNode(card, data) {
  const node = el("article", `rc-card ${card.kind}`);
  node.dataset.label = card.label;
  const sign = el("span", "rc-sign", card.kind === "irritant" ? "−" : "+");
  sign.setAttribute("role", "img");
  sign.setAttribute("aria-label", data.words[card.kind]);
  const body = el("div", "rc-body");
  body.append(el("p", "rc-text", card.text));
  const step = data.steps.find((found) => found.id === card.step);
  const where = el("p", "rc-where", `${data.words[card.side]} · ${step ? step.title : data.words.any}`);
  if (card.horizon === "tomorrow") where.prepend(el("b", "rc-tomorrow", data.words.tomorrow));
  if (card.source === "data") where.prepend(el("b", "rc-tomorrow", data.words.data));
  body.append(where);
  node.append(sign, body);
  return node;
}

// The largest type in which all that stands there is whole.
function fit(state) {
  const texts = [...state.nodes.values()].map((node) => node.querySelector(".rc-text"));
  const fits = (text) => text.scrollHeight <= text.clientHeight + ROUNDING;
  for (const text of texts) text.style.removeProperty("--size");
  for (const size of SIZES) {
    state.grid.style.setProperty("--size", size);
    if (texts.every(fits)) return;
  }
  for (const text of texts.filter((one) => !fits(one))) {
    for (const size of LONG) {
      text.style.setProperty("--size", size);
      if (fits(text)) break;
    }
  }
}

// ---- cards on the wall

function show(card, state, place = 0) {
  const node = cardNode(card, state.data);
  node.classList.add("arrived");
  node.style.setProperty("--place", place);
  if (state.order.length >= SLOTS) {
    const oldest = state.order.shift();
    state.nodes.get(oldest).replaceWith(node);
    state.nodes.delete(oldest);
  } else {
    state.grid.append(node);
  }
  state.seen.add(card.label);
  state.nodes.set(card.label, node);
  state.order.push(card.label);
  fit(state);
}

function release(state) {
  clearTimeout(state.timer);
  state.timer = null;
  if (state.paused) return;
  const waiting = shuffled(state.pending.values());
  state.pending.clear();
  for (const card of waiting) show(card, state);
}

function offer(card, state) {
  const there = state.nodes.get(card.label);
  if (!wanted(card, state)) {
    state.pending.delete(card.label);
    if (there) {
      there.remove();
      state.nodes.delete(card.label);
      state.order = state.order.filter((label) => label !== card.label);
    }
    return;
  }
  if (there) {
    there.querySelector(".rc-text").textContent = card.text;
    fit(state);
    return;
  }
  if (state.seen.has(card.label)) return;
  state.seen.add(card.label);
  state.pending.set(card.label, card);
  if (state.data.pace === "one_by_one" || state.pending.size >= BATCH) release(state);
  else state.timer ??= setTimeout(() => release(state), BATCH_WAIT);
}

// ---- others of those that are there, until each has been seen

// `only`: the cards that answer the question on the phones, where there is one.
function wanted(card, state) {
  return card.status === "shown" && (!state.only || state.only.has(card.label));
}

function readable(state) {
  return [...state.board.cards.values()].filter((card) => wanted(card, state));
}

function turn(state) {
  const cards = new Map(readable(state).map((card) => [card.label, card]));
  state.round = state.round.filter((label) => cards.has(label) && !state.nodes.has(label));
  if (!state.round.length) {
    state.round = shuffled([...cards.keys()].filter((label) => !state.nodes.has(label)));
  }
  state.round.splice(0, SLOTS).forEach((label, place) => show(cards.get(label), state, place));
}

function goRound(state) {
  clearTimeout(state.turning);
  state.turning = setTimeout(() => {
    if (!state.paused) turn(state);
    if (state.round.length || state.paused) goRound(state);
  }, TURN);
}

// ---- from the number to the cards

function reveal(state) {
  state.count.classList.add("leaving");
  state.revealing = setTimeout(() => {
    state.revealing = null;
    face(state);
    state.round = shuffled(readable(state).map((card) => card.label));
    for (const label of state.round) state.seen.add(label);
    turn(state);
    if (state.round.length) goRound(state);
  }, isStill() ? 0 : FAREWELL);
}

function face(state) {
  state.count.classList.remove("leaving");
  state.count.hidden = !state.hidden;
  state.grid.hidden = state.hidden;
}

function clear(state) {
  for (const name of ["timer", "turning", "revealing"]) {
    clearTimeout(state[name]);
    state[name] = null;
  }
  for (const node of state.nodes.values()) node.remove();
  state.nodes.clear();
  state.pending.clear();
  state.seen.clear();
  state.order = [];
  state.round = [];
}

function sayCount(state, count) {
  const { words } = state.data;
  state.number.textContent = state.format.format(count);
  state.line.textContent = words.came[Math.min(count, 2)];
  state.count.classList.toggle("none", !count);
}

function build(state, data) {
  state.root = el("div", "rc-wall projector");
  state.grid = el("div", "rc-slots");
  state.count = el("div", "rc-came");
  state.number = el("strong");
  state.line = el("span", "");
  state.count.append(state.number, state.line, el("em", "", data.words.later));
  state.root.append(state.grid, state.count);
}

function pause(state) {
  state.paused = !state.paused;
  state.root.classList.toggle("paused", state.paused);
  state.root.dataset.paused = state.data.words.paused;
  if (!state.paused) release(state);
}

function draw(state, news) {
  sayCount(state, news.counts.cards);
  if (state.hidden || state.revealing) return;
  if (state.promised) {
    // Told to reveal before the cards were here, or after: whichever comes last begins.
    if (news.counts.cards && !state.board.cards.size) return;
    state.promised = false;
    reveal(state);
    return;
  }
  if (state.fresh) {
    // What is there already is shown at once: its order says nothing.
    const cards = shuffled(readable(state));
    for (const card of cards) state.seen.add(card.label);
    for (const card of cards.slice(0, SLOTS)) show(card, state);
    state.fresh = false;
    return;
  }
  for (const card of state.only ? state.board.cards.values() : news.cards) offer(card, state);
}

export default function (component) {
  const { data, parentElement } = component;
  const state = (parentElement.rcWall ??= {
    nodes: new Map(), pending: new Map(), seen: new Set(), order: [], round: [],
    timer: null, turning: null, revealing: null, paused: false, fresh: true, promised: false,
  });
  const before = state.data;
  state.data = data;
  state.only = data.only && new Set(data.only);
  state.board = board(data.code, "projector");
  state.format = new Intl.NumberFormat(data.language);
  if (!state.root) {
    build(state, data);
    parentElement.append(state.root);
  }
  if (before?.hidden !== data.hidden || before.question !== data.question) {
    state.promised = before?.hidden === true && !data.hidden;
    state.fresh = !state.promised;
    state.hidden = data.hidden;
    clear(state);
    // The number stays until the cards take its place.
    if (!state.promised) face(state);
  }
  const leave = state.board.subscribe((news) => draw(state, news));
  const press = (event) => {
    if (state.hidden) return;
    if (isPlainKey(event, "f")) pause(state);
    if (isPlainKey(event, "arrowright")) {
      clearTimeout(state.turning);
      turn(state);
    }
  };
  document.addEventListener("keydown", press);
  return () => {
    document.removeEventListener("keydown", press);
    leave();
    if (parentElement.isConnected) return;
    for (const name of ["timer", "turning", "revealing"]) clearTimeout(state[name]);
  };
}
