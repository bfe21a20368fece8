// The topics of the grouping: title, cards in words, steps; pressing one opens it.
function el(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

// Streamlit keeps our style sheet inside the same parent: only our own node is exchanged.
function show(parent, root) {
  parent.rcRoot?.remove();
  parent.rcRoot = root;
  parent.append(root);
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const drawn = JSON.stringify(data);
  if (parentElement.rcDrawn === drawn) return;
  parentElement.rcDrawn = drawn;
  const before = parentElement.querySelector(".rc-topics");
  const scroll = before?.scrollTop ?? 0;
  const focused = before?.contains(document.activeElement)
    ? document.activeElement.dataset.label : null;
  const list = el("div", "rc-topics");
  for (const topic of data.topics) {
    const line = el("button", "rc-topic-line");
    line.type = "button";
    line.dataset.label = topic.label;
    if (topic.label === data.chosen) line.setAttribute("aria-current", "true");
    line.append(el("b", "", topic.title), el("small", "", topic.cards), el("small", "", topic.steps));
    if (topic.silent) line.append(el("small", "rc-silent", topic.silent));
    line.onclick = () => setTriggerValue("pick", topic.label);
    list.append(line);
  }
  show(parentElement, list);
  list.scrollTop = scroll;
  if (focused) list.querySelector(`[data-label="${focused}"]`)?.focus();
}
