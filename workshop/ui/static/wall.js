// The wall draws the board channel by itself: a card needs no rerun to appear. Texts are set with
// textContent, never read as HTML. On the projector cards come in shuffled batches, so that
// neighbours cannot tell who has just sent, and they replace the oldest slots: nothing slides.
const BATCH = 5;
const BATCH_WAIT = 10000;
const SLOTS = 9;

function shuffled(items) {
  const copy = [...items];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [copy[i], copy[j]] = [copy[j], copy[i]];
  }
  return copy;
}

function fill(template, facts) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => (name in facts ? facts[name] : whole));
}

function cardNode(card, state) {
  const { data } = state;
  const node = el("article", `rc-card ${card.kind} ${card.status}`);
  node.dataset.label = card.label;
  const sign = el("span", "rc-sign", card.kind === "irritant" ? "−" : "+");
  sign.title = data.words[card.kind];
  sign.setAttribute("role", "img");
  sign.setAttribute("aria-label", data.words[card.kind]);
  node.append(sign);
  const body = el("div", "rc-body");
  body.append(el("p", "rc-text", card.text));
  if (data.mode === "projector") {
    const step = data.steps.find((found) => found.id === card.step);
    body.append(el("p", "rc-where", `${data.words[card.side]} · ${step ? step.title : data.words.any}`));
    node.classList.toggle("long", card.text.length > 85);
    node.classList.toggle("longest", card.text.length > 170);
  } else {
    const foot = el("p", "rc-foot");
    foot.append(el("span", "rc-label", card.label));
    if (card.me_too) foot.append(el("span", "rc-too", fill(data.words.me_too, { n: card.me_too })));
    if (card.topic) foot.append(el("span", "rc-topic", card.topic));
    const hide = card.status === "shown";
    const button = el("button", "rc-hide", hide ? data.words.hide : data.words.restore);
    button.type = "button";
    button.setAttribute("aria-label", `${button.textContent} ${card.label}`);
    button.onclick = () => state.send(hide ? "hide" : "restore", card.label);
    foot.append(button);
    body.append(foot);
  }
  node.append(body);
  return node;
}

// ---- the facilitator's wall: grouped by step and side, at once

function wanted(card, state) {
  const { kind, side, step, hidden } = state.filters;
  return (
    (hidden ? card.status === "hidden" : card.status === "shown") &&
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
  const bar = el("div", "rc-bar");
  bar.append(
    choice(state, "step", [["", words.all_steps], ...data.steps.map((s) => [s.id, s.title]), ["any", words.any]]),
    choice(state, "side", [["", words.both_sides], ["client", words.client], ["employee", words.employee]]),
    choice(state, "kind", [["", words.both_kinds], ["irritant", `− ${words.irritant}`], ["enchantment", `+ ${words.enchantment}`]]),
    choice(state, "hidden", [["", words.shown_cards], ["yes", words.hidden_cards]]),
  );
  state.pause = el("button", "rc-pause", words.pause);
  state.pause.type = "button";
  state.pause.onclick = () => pause(state);
  state.count = el("p", "rc-count");
  bar.append(state.pause, state.count);
  state.empty = el("p", "rc-empty", words.empty);
  root.append(bar, state.empty);
  state.cells = new Map();
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

function place(card, state) {
  state.nodes.get(card.label)?.remove();
  state.nodes.delete(card.label);
  if (card.status === "withdrawn" || !wanted(card, state)) return;
  const cell = state.cells.get(`${card.step}/${card.side}`) ?? state.cells.get(`any/${card.side}`);
  const node = cardNode(card, state);
  state.nodes.set(card.label, node);
  cell.list.prepend(node);
}

function tidy(state) {
  for (const { list, section, column } of state.cells.values()) {
    column.classList.toggle("quiet", !list.childElementCount);
    section.hidden = !section.querySelector(".rc-card");
  }
  state.empty.hidden = state.nodes.size > 0;
  state.count.textContent = fill(state.data.words.count, { n: state.nodes.size });
}

function drawAll(state) {
  for (const node of state.nodes.values()) node.remove();
  state.nodes.clear();
  for (const card of board(state.data.code).cards.values()) place(card, state);
  tidy(state);
}

// While paused nothing moves: cards wait, and their number is said on the way back.
function pause(state) {
  state.paused = !state.paused;
  state.missed = new Set();
  if (state.data.mode === "projector") {
    state.root.classList.toggle("paused", state.paused);
    state.root.dataset.paused = state.data.words.paused;
    if (!state.paused) release(state);
  } else if (!state.paused) {
    drawAll(state);
  }
  sayPause(state);
}

function sayPause(state) {
  if (!state.pause) return;
  const { words } = state.data;
  state.pause.setAttribute("aria-pressed", state.paused);
  state.pause.textContent = state.paused ? fill(words.resume, { n: state.missed.size }) : words.pause;
}

// ---- the projector's wall: nine slots, filled in shuffled batches or one by one

function show(card, state) {
  const node = cardNode(card, state);
  node.classList.add("arrived");
  if (state.order.length >= SLOTS) {
    const oldest = state.order.shift();
    state.nodes.get(oldest).replaceWith(node);
    state.nodes.delete(oldest);
  } else {
    state.root.append(node);
  }
  state.nodes.set(card.label, node);
  state.order.push(card.label);
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
  if (card.status !== "shown") {
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
    return;
  }
  if (state.seen.has(card.label)) return;
  state.seen.add(card.label);
  state.pending.set(card.label, card);
  if (state.data.pace === "one_by_one" || state.pending.size >= BATCH) release(state);
  else state.timer ??= setTimeout(() => release(state), BATCH_WAIT);
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const known = parentElement.rcWall;
  const state = (parentElement.rcWall ??= {
    filters: { step: "", side: "", kind: "", hidden: "" },
    nodes: new Map(), pending: new Map(), seen: new Set(), order: [], timer: null, paused: false,
  });
  state.send = (name, label) => setTriggerValue(name, label);
  const same = known && JSON.stringify(known.data) === JSON.stringify(data);
  state.data = data;
  if (!state.root) {
    state.root = el("div", `rc-wall ${data.mode}`);
    parentElement.append(state.root);
  }
  const projector = data.mode === "projector";
  if (!projector && !same) {
    state.paused = false;
    frame(state);
    drawAll(state);
  }
  let first = !same;
  const leave = board(data.code).subscribe((news) => {
    if (projector) {
      if (first) {
        // What is there already is shown at once: its order says nothing.
        for (const card of board(data.code).cards.values()) {
          if (card.status !== "shown" || state.seen.has(card.label)) continue;
          state.seen.add(card.label);
          show(card, state);
        }
      }
      for (const card of news.cards) offer(card, state);
    } else if (state.paused) {
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
  const press = (event) => {
    if (event.key.toLowerCase() === "p" && !event.ctrlKey && !event.metaKey && !event.repeat) pause(state);
  };
  if (projector) document.addEventListener("keydown", press);
  return () => {
    clearTimeout(state.timer);
    state.timer = null;
    document.removeEventListener("keydown", press);
    leave();
  };
}
