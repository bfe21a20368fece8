// The facilitator's wall draws the board channel by itself: a card needs no rerun to appear. Texts
// are set with textContent, never read as HTML. What is done to a card is asked of the page; the
// stream then says what became of it.
function fill(template, facts) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => (name in facts ? facts[name] : whole));
}

function signNode(card, words) {
  const sign = el("span", "rc-sign", card.kind === "irritant" ? "−" : "+");
  sign.title = words[card.kind];
  sign.setAttribute("role", "img");
  sign.setAttribute("aria-label", words[card.kind]);
  return sign;
}

function whereOf(card, data) {
  const step = data.steps.find((found) => found.id === card.step);
  return `${data.words[card.side]} · ${step ? step.title : data.words.any}`;
}

function cardNode(card, state) {
  const { data } = state;
  const node = el("article", `rc-card ${card.kind} ${card.status}`);
  node.dataset.label = card.label;
  node.dataset.changed = card.changed;
  node.append(signNode(card, data.words));
  const body = el("div", "rc-body");
  body.append(el("p", "rc-text", card.text));
  // In its column a card says nothing of its step and side; in one list it has to.
  if (data.mode === "list" || card.status === "waiting") {
    body.append(el("p", "rc-where", whereOf(card, data)));
  }
  body.append(footNode(card, state));
  if (state.open?.label === card.label) body.append(panelNode(card, state));
  node.append(body);
  return node;
}

// ---- what may be done with one card

function button(className, text, label, press) {
  const node = el("button", className, text);
  node.type = "button";
  if (label) node.setAttribute("aria-label", label);
  node.onclick = press;
  return node;
}

function footNode(card, state) {
  const { words } = state.data;
  const foot = el("p", "rc-foot");
  foot.append(el("span", "rc-label", card.label));
  if (card.me_too) foot.append(el("span", "rc-too", fill(words.me_too, { n: card.me_too })));
  if (card.topic) foot.append(el("span", "rc-topic", card.topic));
  for (const mark of marks(card, state.data)) {
    const chip = el("span", "rc-mark", mark.text);
    if (mark.title) chip.title = mark.title;
    foot.append(chip);
  }
  const acts = el("span", "rc-acts");
  if (card.status === "shown") acts.append(opener(card, state, "aside"));
  else {
    const what = card.status === "waiting" ? words.approve : words.restore;
    acts.append(button("rc-act", what, `${what} ${card.label}`, () =>
      act(state, "show", { card: card.label, seen: card.changed })));
    if (card.status === "waiting") acts.append(opener(card, state, "aside"));
  }
  acts.append(opener(card, state, "more"));
  foot.append(acts);
  return foot;
}

function marks(card, data) {
  const { words } = data;
  const found = [];
  if (card.status === "hidden" && card.reason) found.push({ text: words.reasons[card.reason] });
  if (card.horizon === "tomorrow") found.push({ text: words.tomorrow });
  if (card.question) found.push({ text: words.question, title: data.questions[card.question] });
  if (card.source === "data") found.push({ text: words.data });
  if (words.origins[card.origin]) found.push({ text: words.origins[card.origin] });
  return found;
}

// A panel opens inside its card: nothing else on the wall moves, and new cards wait meanwhile.
function opener(card, state, panel) {
  const { words } = state.data;
  const text = panel === "aside" ? words.aside : "⋯";
  const spoken = `${panel === "aside" ? words.aside : words.more} ${card.label}`;
  const node = button(`rc-act ${panel}`, text, spoken, () => toggle(card, state, panel));
  const open = state.open?.label === card.label && state.open.panel === panel;
  node.setAttribute("aria-expanded", open);
  return node;
}

function toggle(card, state, panel) {
  const same = state.open?.label === card.label && state.open.panel === panel;
  const before = state.open?.label;
  state.open = same ? null : { label: card.label, panel, note: "" };
  const { cards } = board(state.data.code);
  for (const label of new Set([before, card.label])) {
    if (label && cards.has(label)) place(cards.get(label), state);
  }
  const node = state.nodes.get(card.label);
  (same ? node?.querySelector(`.rc-act.${panel}`) : node?.querySelector(".rc-panel button"))?.focus();
  if (same) resume(state);
}

function panelNode(card, state) {
  const { words } = state.data;
  const panel = el("div", "rc-panel");
  panel.setAttribute("role", "group");
  const choices = el("div", "rc-choices");
  if (state.open.panel === "aside") {
    panel.setAttribute("aria-label", words.why);
    panel.append(el("p", "rc-why", words.why), choices);
    for (const [reason, text] of Object.entries(words.reasons)) {
      choices.append(button("rc-choice", text, "", () =>
        act(state, "aside", { card: card.label, reason, note: state.open?.note ?? "" })));
    }
    const note = el("input", "rc-note");
    note.maxLength = state.data.note_limit;
    note.placeholder = words.note;
    note.setAttribute("aria-label", words.note);
    note.value = state.open.note;
    note.oninput = () => { state.open.note = note.value; };
    panel.append(note);
  } else {
    panel.setAttribute("aria-label", words.more);
    panel.append(choices);
    if (card.status !== "parked") {
      choices.append(button("rc-choice", words.park, "", () => act(state, "park", card.label)));
    }
    if (["phone", "table", "rehearsal"].includes(card.origin)) {
      choices.append(button("rc-choice", words.remove, "", () => act(state, "remove", card.label)));
    } else choices.append(el("p", "rc-why", words.no_device));
  }
  panel.onkeydown = (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    toggle(card, state, state.open.panel);
  };
  return panel;
}

function act(state, name, value) {
  const asked = typeof value === "object" ? value : { card: value };
  const node = state.nodes.get(asked.card);
  const beside = (node?.nextElementSibling ?? node?.previousElementSibling)?.dataset?.label;
  state.open = null;
  // Each tap is another value: the same card may be set aside, put back and set aside again.
  state.send(name, { ...asked, at: Date.now() });
  resume(state);
  // The card is about to leave: a keyboard goes on with its neighbour.
  state.nodes.get(beside)?.querySelector(".rc-act")?.focus({ preventScroll: true });
}

// What came while a panel was open.
function resume(state) {
  if (state.paused) return;
  state.missed.clear();
  drawAll(state);
}

// ---- the facilitator's wall: grouped by step and side, or one list; at once

function wanted(card, state) {
  const { kind, side, step, status } = state.filters;
  return (
    card.status === status &&
    (!kind || card.kind === kind) && (!side || card.side === side) && (!step || card.step === step)
  );
}

function choice(state, name, options) {
  const select = el("select");
  select.setAttribute("aria-label", options[0][1]);
  for (const [value, label] of options) {
    const option = el("option", "", label);
    option.value = value;
    option.selected = state.filters[name] === value;
    select.append(option);
  }
  select.onchange = () => {
    state.filters[name] = select.value;
    drawAll(state);
  };
  return select;
}

function frame(state) {
  const { data, root } = state;
  const { words } = data;
  root.replaceChildren();
  state.inbox = inboxNode(state);
  const bar = el("div", "rc-bar");
  const piles = el("div", "rc-piles");
  piles.setAttribute("role", "group");
  state.piles = ["shown", "hidden", "parked"].map((status) => {
    const node = button("rc-pile", "", "", () => {
      state.filters.status = status;
      state.open = null;
      drawAll(state);
    });
    node.dataset.status = status;
    return node;
  });
  piles.append(...state.piles);
  bar.append(
    piles,
    choice(state, "step", [["", words.all_steps], ...data.steps.map((s) => [s.id, s.title]), ["any", words.any]]),
    choice(state, "side", [["", words.both_sides], ["client", words.client], ["employee", words.employee]]),
    choice(state, "kind", [["", words.both_kinds], ["irritant", `− ${words.irritant}`], ["enchantment", `+ ${words.enchantment}`]]),
  );
  state.pause = button("rc-pause", words.pause, "", () => pause(state));
  state.count = el("p", "rc-count");
  bar.append(state.pause, state.count);
  state.empty = el("p", "rc-empty");
  root.append(state.inbox.node, bar, state.empty);
  state.cells = new Map();
  if (data.mode === "list") {
    const list = el("div", "rc-list");
    root.append(list);
    state.cells.set("all", { list });
    return;
  }
  for (const step of [...data.steps, { id: "any", title: words.any }]) {
    const section = el("section", "rc-step");
    section.append(el("h3", "", step.title));
    const pair = el("div", "rc-pair");
    for (const side of ["client", "employee"]) {
      const column = el("div", `rc-column ${side}`);
      column.append(el("h4", "", words[side]));
      const list = el("div", "rc-list");
      column.append(list);
      pair.append(column);
      state.cells.set(`${step.id}/${side}`, { list, section, column });
    }
    section.append(pair);
    root.append(section);
  }
}

// The inbox stands apart, above: cards wait there for a yes before anybody sees them.
function inboxNode(state) {
  const { words } = state.data;
  const node = el("section", "rc-inbox");
  const head = el("div", "rc-inbox-head");
  const title = el("h3", "");
  head.append(title, button("rc-act all", words.approve_all, "", () => {
    const seen = Math.max(...[...list.children].map((card) => Number(card.dataset.changed)));
    act(state, "show_all", { card: "", seen });
  }));
  const list = el("div", "rc-list");
  const empty = el("p", "rc-why", words.inbox_empty);
  node.append(head, empty, list);
  return { node, title, list, empty, all: head.lastChild };
}

function cellOf(card, state) {
  if (card.status === "waiting") return state.inbox;
  if (!wanted(card, state)) return null;
  const { cells } = state;
  return cells.get("all") ?? cells.get(`${card.step}/${card.side}`) ?? cells.get(`any/${card.side}`);
}

function place(card, state) {
  const there = state.nodes.get(card.label);
  const cell = card.status === "withdrawn" ? null : cellOf(card, state);
  if (!cell) {
    there?.remove();
    state.nodes.delete(card.label);
    return;
  }
  const node = cardNode(card, state);
  state.nodes.set(card.label, node);
  // A card that somebody reads stays where it is when its count of me-toos moves.
  if (there?.parentElement === cell.list) there.replaceWith(node);
  else {
    there?.remove();
    cell.list.prepend(node);
  }
}

function tidy(state) {
  const { words } = state.data;
  const count = { shown: 0, waiting: 0, hidden: 0, parked: 0 };
  const data = { shown: 0, hidden: 0, parked: 0 };
  for (const card of board(state.data.code).cards.values()) {
    count[card.status] += 1;
    if (card.source === "data") data[card.status] += 1;
  }
  const { inbox } = state;
  inbox.node.hidden = !state.data.inbox_first && !count.waiting;
  inbox.title.textContent = fill(words.waiting, { n: count.waiting });
  inbox.all.hidden = count.waiting < 2;
  inbox.empty.hidden = count.waiting > 0;
  for (const pile of state.piles) {
    const { status } = pile.dataset;
    pile.textContent = fill(words.piles[status], { n: count[status] - data[status] })
      + (data[status] ? fill(words.of_data, { n: data[status] }) : "");
    pile.setAttribute("aria-pressed", state.filters.status === status);
    pile.hidden = status !== "shown" && !count[status] && state.filters.status !== status;
  }
  let drawn = 0;
  for (const { list, section } of state.cells.values()) {
    drawn += list.childElementCount;
    if (section) section.hidden = !section.querySelector(".rc-card");
  }
  state.empty.hidden = drawn > 0;
  state.empty.textContent = count.shown + count.waiting + count.hidden + count.parked ? words.nothing_here : words.empty;
  state.count.hidden = drawn === count[state.filters.status];
  state.count.textContent = fill(words.count, { n: drawn });
}

function drawAll(state) {
  for (const node of state.nodes.values()) node.remove();
  state.nodes.clear();
  const cards = [...board(state.data.code).cards.values()];
  // Each card is put on top: what changed last comes last, and so first.
  if (state.data.mode === "list") cards.sort((one, other) => one.changed - other.changed);
  for (const card of cards) place(card, state);
  tidy(state);
}

// While paused nothing moves: cards wait, and their number is said on the way back.
function pause(state) {
  state.paused = !state.paused;
  state.missed.clear();
  if (!state.paused) drawAll(state);
  sayPause(state);
}

function sayPause(state) {
  if (!state.pause) return;
  const { words } = state.data;
  state.pause.setAttribute("aria-pressed", state.paused);
  state.pause.textContent = state.paused ? fill(words.resume, { n: state.missed.size }) : words.pause;
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const known = parentElement.rcWall;
  const state = (parentElement.rcWall ??= {
    filters: { step: "", side: "", kind: "", status: "shown" },
    nodes: new Map(), missed: new Set(), open: null, paused: false,
  });
  state.send = (name, value) => setTriggerValue(name, value);
  const same = known && JSON.stringify(known.data) === JSON.stringify(data);
  state.data = data;
  if (!state.root) {
    state.root = el("div", `rc-wall ${data.mode}`);
    parentElement.append(state.root);
  }
  if (!same) {
    state.paused = false;
    state.open = null;
    frame(state);
    drawAll(state);
  }
  let first = !same;
  return board(data.code).subscribe((news) => {
    if (state.paused || state.open) {
      for (const card of news.cards) state.missed.add(card.label);
      sayPause(state);
    } else if (first) {
      drawAll(state);
    } else {
      for (const card of news.cards) place(card, state);
      tidy(state);
    }
    first = false;
  });
}
