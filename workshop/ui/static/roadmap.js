// The roadmap: actions to drag between terms and domains, with an arrow from what must be done
// first to what waits for it. Arrows keep to the gutters between the columns and to the gaps
// between the rows: they cross no text. What is dropped lies there at once.
const SVG = "http://www.w3.org/2000/svg";
const LANE = 4; // pixels between two arrows in the same gutter
const BEND = 6;

function svg(tag, attributes) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

function cardNode(state, label) {
  const root = el("li", "rc-roadmap-card");
  root.dataset.label = label;
  root.draggable = true;
  root.ondragstart = (event) => {
    state.dragged = label;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", label);
    root.classList.add("dragged");
  };
  root.ondragend = () => {
    state.dragged = null;
    root.classList.remove("dragged");
    for (const list of state.root.querySelectorAll(".over")) list.classList.remove("over");
  };
  root.onmouseenter = () => point(state, label);
  root.onmouseleave = () => point(state, null);
  return root;
}

function fillCard(root, drawn) {
  const head = el("p", "");
  if (drawn.quadrant) head.append(shape(drawn.quadrant));
  head.append(el("b", "", drawn.label), ` ${drawn.text}`);
  root.title = drawn.whole;
  const about = el("small", "");
  about.append(el("span", `rc-roadmap-state ${drawn.status}`, drawn.state));
  for (const said of drawn.notes) about.append(el("span", "", said));
  for (const said of drawn.warnings) about.append(el("strong", "", said));
  root.className = `rc-roadmap-card ${drawn.status} ${drawn.priority}`;
  root.replaceChildren(head, about);
}

function dropList(state, code, name) {
  const list = el("ul", "rc-roadmap-drop");
  list.dataset.code = code;
  list.setAttribute("aria-label", name);
  list.ondragover = (event) => {
    if (!state.dragged) return;
    event.preventDefault();
    list.classList.add("over");
  };
  list.ondragleave = (event) => {
    if (!list.contains(event.relatedTarget)) list.classList.remove("over");
  };
  list.ondrop = (event) => {
    event.preventDefault();
    list.classList.remove("over");
    const label = state.dragged;
    const node = label && state.cards.get(label);
    if (!node || node.parentElement === list) return;
    const from = node.parentElement.dataset.code;
    list.append(node);
    link(state);
    state.tell("moved", { label, from, to: code });
  };
  return list;
}

function cardsInto(state, list, cards) {
  for (const drawn of cards) {
    const node = state.cards.get(drawn.label) ?? cardNode(state, drawn.label);
    fillCard(node, drawn);
    state.cards.set(drawn.label, node);
    list.append(node);
  }
}

function gateNode(drawn) {
  const node = el("p", `rc-roadmap-gate ${drawn.state}`);
  const sign = el("i", "", drawn.sign);
  sign.setAttribute("aria-hidden", "true");
  node.append(sign, el("b", "", drawn.project), ` ${drawn.text}`);
  return node;
}

function rowNodes(state, row, terms) {
  const head = el("div", "rc-roadmap-head");
  head.append(el("h4", "", row.title));
  if (row.target) head.append(el("small", "", row.target));
  for (const gate of row.gates) head.append(gateNode(gate));
  const cells = row.cells.map((cell, at) => {
    const node = el("div", `rc-roadmap-cell${row.said ? " said" : ""}`);
    node.dataset.column = at;
    node.append(el("h5", "", terms[at]));
    for (const gate of cell.gates) node.append(gateNode(gate));
    if (row.said) {
      for (const card of cell.said) {
        const said = el("p", "rc-roadmap-said", card.text);
        said.dataset.label = card.label;
        node.append(said);
      }
      if (cell.more) node.append(el("small", "", cell.more));
    } else {
      const list = dropList(state, cell.code, cell.name);
      cardsInto(state, list, cell.cards);
      node.append(list);
    }
    return node;
  });
  return [head, ...cells];
}

// Where an arrow runs, as corners: out of one card, along gutters and gaps, into the other.
function corners(state, from, to, lane) {
  const base = state.grid.getBoundingClientRect();
  const cells = [from, to].map((node) => node.closest(".rc-roadmap-cell"));
  const columns = cells.map((cell) => Number(cell.dataset.column));
  const [a, b] = [from, to].map((node) => node.getBoundingClientRect());
  const [ca, cb] = cells.map((cell) => cell.getBoundingClientRect());
  const gap = state.gap / 2;
  const out = ca.right + gap + lane;
  const startY = a.top + a.height / 2 + lane / 2;
  const endY = b.top + b.height / 2 + lane / 2;
  const forward = columns[1] > columns[0];
  const into = forward ? cb.left - gap + lane : cb.right + gap + lane;
  const end = forward ? b.left : b.right;
  const points = [[a.right, startY], [out, startY]];
  if (Math.abs(out - into) > 2 * BEND) {
    const below = ca.top <= cb.top;
    const channel = (below ? cb.top - state.rowGap / 2 : cb.bottom + state.rowGap / 2) + lane / 2;
    points.push([out, channel], [into, channel], [into, endY]);
  } else {
    points.push([out, endY]);
  }
  points.push([end, endY]);
  return points.map(([x, y]) => [x - base.left, y - base.top]);
}

function rounded(points) {
  let path = `M${points[0][0]} ${points[0][1]}`;
  for (let at = 1; at < points.length - 1; at += 1) {
    const [before, here, after] = [points[at - 1], points[at], points[at + 1]];
    const near = (other) => {
      const long = Math.hypot(other[0] - here[0], other[1] - here[1]) || 1;
      const cut = Math.min(BEND, long / 2);
      return [0, 1].map((axis) => here[axis] + ((other[axis] - here[axis]) * cut) / long);
    };
    path += `L${near(before).join(" ")}Q${here.join(" ")} ${near(after).join(" ")}`;
  }
  return `${path}L${points.at(-1).join(" ")}`;
}

function arrowHead(points) {
  const [x, y] = points.at(-1);
  const side = points.at(-2)[0] < x ? -1 : 1;
  return `M${x} ${y}l${side * 8} -4.5v9z`;
}

function link(state) {
  state.arrows.replaceChildren();
  const style = getComputedStyle(state.grid);
  state.gap = parseFloat(style.columnGap) || 0;
  state.rowGap = parseFloat(style.rowGap) || 0;
  if (style.getPropertyValue("--arrows").trim() === "none") return;
  state.drawn.arrows.forEach((arrow, at) => {
    const [from, to] = [arrow.from, arrow.to].map((label) => state.cards.get(label));
    if (!from?.closest(".rc-roadmap-cell") || !to?.closest(".rc-roadmap-cell")) return;
    const points = corners(state, from, to, ((at % 5) - 2) * LANE);
    const group = svg("g", { class: `rc-roadmap-arrow${arrow.wrong ? " wrong" : ""}` });
    group.dataset.from = arrow.from;
    group.dataset.to = arrow.to;
    group.append(svg("path", { d: rounded(points), class: "line" }));
    group.append(svg("path", { d: arrowHead(points), class: "head" }));
    state.arrows.append(group);
  });
  point(state, state.pointed ?? null);
}

// Under the pointer a card shows its own arrows before all others.
function point(state, label) {
  state.pointed = label;
  state.arrows.classList.toggle("pointed", label !== null);
  for (const group of state.arrows.children) {
    const own = group.dataset.from === label || group.dataset.to === label;
    group.classList.toggle("own", own);
  }
}

function build(state, data) {
  state.drawn = data;
  const drawn = [data.tray, ...data.rows.flatMap((row) => row.cells)].flatMap((cell) => cell.cards);
  const labels = new Set(drawn.map((card) => card.label));
  for (const label of state.cards.keys()) if (!labels.has(label)) state.cards.delete(label);
  const tray = el("div", "rc-roadmap-tray");
  tray.hidden = !data.tray.shown;
  const waiting = dropList(state, data.tray.code, data.tray.title);
  waiting.tabIndex = 0; // it may scroll, and a keyboard must reach what scrolls
  tray.append(el("h4", "", data.tray.title), waiting);
  cardsInto(state, waiting, data.tray.cards);
  const titles = el("div", "rc-roadmap-row rc-roadmap-terms");
  titles.append(el("span", "", ""), ...data.terms.map((term) => el("h4", "", term)));
  const rows = data.rows.map((row) => {
    const node = el("div", "rc-roadmap-row");
    node.dataset.row = row.title;
    node.append(...rowNodes(state, row, data.terms));
    return node;
  });
  state.grid.replaceChildren(titles, ...rows, state.arrows);
  state.tray.replaceWith(tray);
  state.tray = tray;
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  let state = parentElement.rcRoadmap;
  if (!state) {
    const root = el("div", "rc-roadmap");
    state = { root, tray: el("div"), grid: el("div", "rc-roadmap-grid"), cards: new Map() };
    state.arrows = svg("svg", { class: "rc-roadmap-arrows", "aria-hidden": "true" });
    root.append(state.tray, state.grid);
    parentElement.rcRoadmap = state;
    exchange(parentElement, root);
    state.watch = new ResizeObserver(() => state.drawn && link(state));
    state.watch.observe(state.grid);
  }
  state.tell = setTriggerValue;
  if (!isNews(parentElement, data)) return;
  build(state, data);
  link(state);
}
