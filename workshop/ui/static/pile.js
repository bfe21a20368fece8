// A pile of cards to tick: filters, ticks and the title live in the browser, so that nothing waits
// and nothing typed or ticked is lost when somebody else moves a card meanwhile.
function option(select, value, text) {
  const node = el("option", "", text);
  node.value = value;
  select.append(node);
}

function filterMenu(label, all, entries, changed) {
  const select = el("select", "rc-field");
  select.setAttribute("aria-label", label);
  option(select, "", all);
  for (const entry of entries) option(select, entry.code, entry.name);
  select.onchange = changed;
  return select;
}

const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

function build(state) {
  const { data } = state;
  const root = el("div", "rc-pile");
  const filters = el("div", "rc-pile-filters");
  state.search = el("input", "rc-field");
  state.search.type = "search";
  state.search.placeholder = data.words.search;
  state.search.setAttribute("aria-label", data.words.search);
  const sift = () => paint(state);
  state.search.oninput = sift;
  state.step = filterMenu(data.words.step, data.words.all_steps, data.steps, sift);
  state.side = filterMenu(data.words.side, data.words.both_sides, data.sides, sift);
  state.kind = filterMenu(data.words.kind, data.words.both_kinds, data.kinds, sift);
  filters.append(state.search, state.step, state.side, state.kind);
  state.status = el("p", "rc-pile-status");
  state.status.setAttribute("aria-live", "polite");
  state.list = el("ul", "rc-pile-list");
  state.list.setAttribute("aria-label", data.words.list);
  const bar = el("form", "rc-pile-bar");
  state.title = el("input", "rc-field");
  state.title.maxLength = data.title_limit;
  state.title.placeholder = data.words.title;
  state.title.setAttribute("aria-label", data.words.title);
  state.make = el("button", "rc-main", data.words.make);
  bar.append(state.title, state.make);
  bar.onsubmit = (event) => {
    event.preventDefault();
    send(state, { title: state.title.value, to: null });
  };
  if (data.topics) {
    state.to = el("select", "rc-field");
    state.to.setAttribute("aria-label", data.words.to);
    chooseByHand(state.to, (to) => send(state, { title: "", to }));
    bar.append(state.to);
  }
  root.append(filters, state.status, state.list, bar);
  return root;
}

// A menu that acts on its choice. Arrows and letters go through a closed one, each of them a change:
// there only Enter says which it is.
function chooseByHand(menu, choose) {
  let passing = false;
  const take = () => {
    const chosen = menu.value;
    menu.value = "";
    if (chosen) choose(chosen);
  };
  menu.onkeydown = (event) => {
    const held = passing && menu.value;
    passing = !event.altKey && !["Enter", " ", "Tab"].includes(event.key);
    if (event.key !== "Enter" || !held) return;
    event.preventDefault();
    take();
  };
  menu.onpointerdown = () => { passing = false; };
  menu.onchange = () => { if (!passing) take(); };
  menu.onblur = () => { menu.value = ""; };
}

function send(state, what) {
  const ticked = state.data.cards.filter((card) => state.ticked.has(card.label));
  state.sent = `${Date.now()}-${Math.random()}`;
  state.tell("asked", { ...what, cards: ticked.map((card) => card.label), turn: state.sent });
}

function row(state, card) {
  const line = el("li", `rc-pile-card ${card.kind}`);
  const label = el("label", "");
  const tick = el("input", "");
  tick.type = "checkbox";
  tick.onchange = () => {
    if (tick.checked) state.ticked.add(card.label);
    else state.ticked.delete(card.label);
    line.classList.toggle("ticked", tick.checked);
    count(state);
  };
  label.append(tick, el("i", "", card.sign), el("span", "", card.text), el("small", "", card.note));
  line.append(label);
  line.dataset.label = card.label;
  line.rcTick = tick;
  return line;
}

function paint(state) {
  const { data } = state;
  const wanted = fold(state.search.value.trim()).split(/\s+/).filter(Boolean);
  const shown = data.cards.filter((card) => (
    (!state.step.value || card.step === state.step.value)
    && (!state.side.value || card.side === state.side.value)
    && (!state.kind.value || card.kind === state.kind.value)
    && wanted.every((word) => fold(`${card.label} ${card.text}`).includes(word))
  ));
  const rows = shown.map((card) => {
    let found = state.rows.get(card.label);
    const drawn = JSON.stringify(card);
    if (!found || found.rcDrawn !== drawn) {
      found = row(state, card);
      found.rcDrawn = drawn;
      state.rows.set(card.label, found);
    }
    found.rcTick.checked = state.ticked.has(card.label);
    found.classList.toggle("ticked", found.rcTick.checked);
    return found;
  });
  // Rows that stay are not touched: focus and scroll stay where they are.
  rows.forEach((line, place) => {
    if (state.list.children[place] !== line) state.list.insertBefore(line, state.list.children[place] ?? null);
  });
  while (state.list.children.length > rows.length) state.list.lastChild.remove();
  state.shown = shown.length;
  state.list.hidden = !shown.length;
  count(state);
}

function count(state) {
  const { data } = state;
  const words = data.words;
  const none = data.cards.length ? words.nothing_found : words.empty;
  state.status.textContent = state.shown
    ? words.count.replace("{shown}", state.shown).replace("{all}", data.cards.length)
      .replace("{ticked}", state.ticked.size)
    : none;
  const left = !state.ticked.size && [state.make, state.to].includes(document.activeElement);
  state.make.disabled = !state.ticked.size;
  if (state.to) state.to.disabled = !state.ticked.size;
  // What can no longer be pressed would lose the keyboard: it goes on with the cards that are left.
  if (left) (state.list.querySelector("input") ?? state.search).focus({ preventScroll: true });
}

function topicsMenu(state) {
  if (!state.to) return;
  const drawn = JSON.stringify(state.data.topics);
  if (state.toDrawn === drawn) return;
  state.toDrawn = drawn;
  state.to.replaceChildren();
  option(state.to, "", state.data.words.to);
  for (const topic of state.data.topics) option(state.to, topic.label, `${topic.label} · ${topic.title}`);
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  let state = parentElement.rcPile;
  if (!state || state.frame !== JSON.stringify([data.words, data.steps])) {
    state = { frame: JSON.stringify([data.words, data.steps]), rows: new Map(), ticked: state?.ticked ?? new Set() };
    state.data = data;
    parentElement.rcPile = state;
    exchange(parentElement, build(state));
  }
  state.data = data;
  state.tell = setTriggerValue;
  if (state.sent && data.kept === state.sent) {
    state.sent = null;
    state.ticked.clear();
    state.title.value = "";
  }
  const there = new Set(data.cards.map((card) => card.label));
  for (const label of state.ticked) if (!there.has(label)) state.ticked.delete(label);
  for (const label of state.rows.keys()) if (!there.has(label)) state.rows.delete(label);
  topicsMenu(state);
  paint(state);
}
