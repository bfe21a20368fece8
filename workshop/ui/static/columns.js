// Columns to drag things between. What is dropped lies there at once; the server then says where it
// belongs. Items that stay are not touched: the scroll of each column stays where it is.
function itemNode(state, label) {
  const node = el("li", "rc-column-item");
  node.draggable = true;
  node.dataset.label = label;
  node.ondragstart = (event) => {
    state.dragged = label;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", label);
    node.classList.add("dragged");
  };
  node.ondragend = () => {
    state.dragged = null;
    node.classList.remove("dragged");
    for (const column of state.columns.values()) column.root.classList.remove("over");
  };
  return node;
}

function columnNode(state, code) {
  const root = el("section", "rc-column");
  root.dataset.code = code;
  const head = el("h4", "");
  const list = el("ul", "");
  list.tabIndex = 0; // scrolls: arrows must reach it
  root.append(head, list);
  root.ondragover = (event) => {
    if (!state.dragged) return;
    event.preventDefault();
    root.classList.add("over");
  };
  root.ondragleave = (event) => {
    if (!root.contains(event.relatedTarget)) root.classList.remove("over");
  };
  root.ondrop = (event) => {
    event.preventDefault();
    root.classList.remove("over");
    const label = state.dragged;
    const node = label && state.items.get(label);
    if (!node || node.parentElement === list) return;
    const from = node.closest(".rc-column").dataset.code;
    list.append(node);
    node.scrollIntoView({ block: "nearest" });
    state.tell("moved", { label, from, to: code });
  };
  return { root, head, list };
}

function place(parent, nodes) {
  nodes.forEach((node, at) => {
    if (parent.children[at] !== node) parent.insertBefore(node, parent.children[at] ?? null);
  });
  while (parent.children.length > nodes.length) parent.lastChild.remove();
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  let state = parentElement.rcColumns;
  if (!state) {
    state = { root: el("div", "rc-columns"), columns: new Map(), items: new Map(), dragged: null };
    parentElement.rcColumns = state;
    exchange(parentElement, state.root);
  }
  state.tell = setTriggerValue;
  if (!isNews(parentElement, data)) return;
  state.root.style.setProperty("--share", `${Math.floor(100 / (data.across + 0.7))}%`);
  state.root.style.setProperty("--tallest", `${data.tallest}px`);
  const columns = new Map();
  const items = new Map();
  place(state.root, data.columns.map((drawn) => {
    const column = state.columns.get(drawn.code) ?? columnNode(state, drawn.code);
    columns.set(drawn.code, column);
    column.head.textContent = drawn.header;
    column.list.setAttribute("aria-label", drawn.header);
    return column.root;
  }));
  for (const drawn of data.columns) {
    place(columns.get(drawn.code).list, drawn.items.map(({ label, text }) => {
      const node = state.items.get(label) ?? itemNode(state, label);
      node.textContent = `${label} · ${text}`;
      items.set(label, node);
      return node;
    }));
  }
  state.columns = columns;
  state.items = items;
}
