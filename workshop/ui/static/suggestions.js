// Topics that the machine proposes. Names, ticks and the cards left out live in the browser, so that
// nothing typed is lost when somebody else moves a card meanwhile.
function button(className, text, press) {
  const node = el("button", className, text);
  node.type = "button";
  node.onclick = press;
  return node;
}

function send(state, what) {
  state.sent = `${Date.now()}-${Math.random()}`;
  state.root.classList.add("busy");
  state.tell("asked", { ...what, turn: state.sent });
}

// ``rest``: also the proposals that are not on view, as they are.
function confirm(state, lines, rest = false) {
  const accept = lines
    .map((line) => ({
      key: line.key,
      title: line.title ? line.title.value : "",
      cards: line.cards.filter((card) => card.tick.checked).map((card) => card.label),
    }))
    .filter((line) => line.cards.length);
  if (accept.length && !state.sent) send(state, { accept, rest });
}

function cardLine(state, line, card) {
  const item = el("li", `rc-pile-card ${card.kind}`);
  item.dataset.label = card.label;
  const label = el("label", "");
  const tick = el("input", "");
  tick.type = "checkbox";
  tick.checked = !line.out.has(card.label);
  tick.onchange = () => {
    if (tick.checked) line.out.delete(card.label);
    else line.out.add(card.label);
    item.classList.toggle("out", !tick.checked);
    line.confirm.disabled = !line.cards.some((one) => one.tick.checked);
  };
  item.classList.toggle("out", !tick.checked);
  label.append(tick, el("i", "", card.sign), el("span", "", card.text), el("small", "", card.note));
  item.append(label);
  line.cards.push({ label: card.label, tick });
  return item;
}

function build(state, topic, before) {
  const { words } = state.data;
  const line = { key: topic.key, cards: [], out: before?.out ?? new Set(), drawn: JSON.stringify(topic) };
  const root = el("article", `rc-proposal ${topic.level}`);
  root.dataset.key = topic.key;
  const head = el("div", "rc-proposal-head");
  line.tick = el("input", "");
  line.tick.type = "checkbox";
  line.tick.checked = before?.tick.checked ?? false;
  line.tick.setAttribute("aria-label", words.tick.replace("{title}", topic.title));
  line.tick.onchange = () => count(state);
  head.append(line.tick);
  if (topic.into) {
    const named = el("b", "rc-proposal-into", topic.title);
    named.prepend(el("small", "", topic.into));
    head.append(named);
  } else {
    line.title = el("input", "rc-field");
    line.title.maxLength = state.data.title_limit;
    line.title.value = before?.title?.value ?? topic.title;
    line.title.setAttribute("aria-label", words.name);
    head.append(line.title);
  }
  const cards = el("ul", "rc-pile-list");
  line.confirm = button("rc-quiet rc-one", words.confirm, () => confirm(state, [line]));
  for (const card of topic.cards) cards.append(cardLine(state, line, card));
  line.confirm.disabled = !line.cards.some((one) => one.tick.checked);
  const foot = el("div", "rc-proposal-foot");
  foot.append(
    button("rc-quiet", words.dismiss, () => { if (!state.sent) send(state, { dismiss: topic.key }); }),
    line.confirm,
  );
  root.append(head, el("p", "rc-proposal-said", topic.said), el("p", "rc-proposal-steps", topic.steps), cards, foot);
  line.root = root;
  return line;
}

function count(state) {
  const { words } = state.data;
  const lines = [...state.lines.values()];
  const ticked = lines.filter((line) => line.tick.checked);
  state.all.textContent = ticked.length
    ? words.confirm_ticked.replace("{n}", ticked.length)
    : words.confirm_all.replace("{n}", state.data.all);
  state.all.onclick = () => confirm(state, ticked.length ? ticked : lines, !ticked.length);
  state.more.textContent = state.data.more;
}

// The topics that are made stand below the fold: what is confirmed is not gone.
function seeNode(said) {
  return button("rc-see", said, () => {
    document.querySelector(".st-key-group-made")?.scrollIntoView({ block: "start" });
  });
}

function paint(state) {
  const wanted = state.data.topics;
  const keys = new Set(wanted.map((topic) => topic.key));
  for (const [key, line] of state.lines) {
    if (keys.has(key)) continue;
    line.root.remove();
    state.lines.delete(key);
  }
  wanted.forEach((topic, place) => {
    let line = state.lines.get(topic.key);
    if (!line || line.drawn !== JSON.stringify(topic)) {
      const fresh = build(state, topic, line);
      line?.root.remove();
      line = fresh;
      state.lines.set(topic.key, line);
    }
    // Those that stay are not touched: focus and scroll stay where they are.
    if (state.list.children[place] !== line.root) {
      state.list.insertBefore(line.root, state.list.children[place] ?? null);
    }
  });
  state.list.hidden = !wanted.length;
  state.bar.hidden = wanted.length < 2;
  state.none.hidden = wanted.length > 0;
  state.none.replaceChildren(state.data.made ? seeNode(state.data.made) : state.data.words.none);
  count(state);
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  let state = parentElement.rcProposed;
  const frame = JSON.stringify(data.words);
  if (!state || state.frame !== frame) {
    state = { frame, lines: new Map(), data };
    state.root = el("div", "rc-proposals");
    state.list = el("div", "rc-proposals-list");
    state.list.setAttribute("role", "group");
    state.list.setAttribute("aria-label", data.words.list);
    state.none = el("p", "rc-pile-status");
    state.all = button("rc-main", "", () => {});
    state.bar = el("div", "rc-proposals-bar");
    state.more = el("p", "rc-pile-status", "");
    state.bar.append(state.all, state.more);
    state.root.append(state.none, state.bar, state.list);
    parentElement.rcProposed = state;
    exchange(parentElement, state.root);
  }
  state.data = data;
  state.tell = setTriggerValue;
  if (state.sent && data.answered === state.sent) {
    state.sent = null;
    state.root.classList.remove("busy");
  }
  paint(state);
}
