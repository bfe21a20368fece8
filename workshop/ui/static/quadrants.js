// The matrix as a calm picture: four quadrants, topics in their rank, the tray always in sight.
const ORDER = ["capitalise", "treat_next", "indicators", "priority"];
function topicNode(topic, code, pick) {
  const node = el(pick ? "button" : "div", `rc-t ${code}`);
  if (pick) {
    node.type = "button";
    node.onclick = () => pick(topic.label);
  }
  node.dataset.label = topic.label;
  if (topic.confirm) node.classList.add("confirm");
  if (topic.dotted) node.classList.add("dotted");
  if (topic.moved) node.classList.add("moved");
  node.append(el("b", "", topic.title));
  if (topic.note) node.append(el("span", "", topic.note));
  return node;
}

// Whose side it is, and below, never broken, what a row means.
function axisNode(said) {
  const node = el("span", "");
  const [who, ...what] = said.split(/\s(?=[▲▼])/);
  node.append(el("span", "", who), ...what.map((row) => el("em", "", row)));
  return node;
}

// On the projector both rows share the height by what stands in them: whatever needs less than half
// of it gets what it needs, and leaves the rest to the other.
const LEAST_ROW = 0.25;
function share(grid, axis, lists) {
  const needs = lists.map((list) => {
    const last = list.lastElementChild;
    return last ? last.offsetTop + last.offsetHeight - list.firstElementChild.offsetTop + HAIR : 0;
  });
  const has = [lists[0].clientHeight, lists[2].clientHeight];
  const all = has[0] + has[1];
  const [above, below] = [Math.max(...needs.slice(0, 2)), Math.max(...needs.slice(2))];
  if (above <= has[0] && below <= has[1]) return true;
  const fits = above + below <= all;
  let first = all / 2;
  if (fits) first = above + (all - above - below) / 2;
  else if (below < all / 2) first = all - below;
  else if (above < all / 2) first = above;
  first = Math.min(all * (1 - LEAST_ROW), Math.max(all * LEAST_ROW, first));
  const head = grid.firstElementChild.offsetHeight - has[0];
  for (const node of [grid, axis]) node.style.gridTemplateRows = `${first + head}fr ${all - first + head}fr`;
  return fits;
}

// All topics of a quadrant are seen, each whole: letters closer together where that is enough, then
// in turn. One that is alone and still too tall loses its end; it is whole when its topic is opened.
function layOut(root, grid, axis, boxes) {
  const lists = boxes.map((box) => box.list);
  if (!share(grid, axis, lists)) {
    for (const node of [grid, axis]) node.style.removeProperty("grid-template-rows");
    for (const list of lists) list.classList.add("close");
    share(grid, axis, lists);
  }
  for (const box of boxes) box.pages = inPages(box.list, box.topics);
  root.classList.toggle("turning", boxes.some((box) => box.pages.length > 1));
  for (const { list, topics, pages } of boxes) {
    for (const [only, ...others] of topics.length ? pages : []) {
      list.replaceChildren(only);
      only.classList.toggle("tight", !others.length && list.scrollHeight > list.clientHeight + HAIR);
    }
    list.replaceChildren(...(pages[0] ?? topics));
  }
}

function turn({ list, more, topics, pages }, page) {
  const place = page % pages.length;
  const shown = pages[place];
  if (list.firstChild !== shown[0] || list.childElementCount !== shown.length) list.replaceChildren(...shown);
  const before = pages.slice(0, place).reduce((sum, one) => sum + one.length, 0);
  const last = before + shown.length;
  const from = shown.length > 1 ? `${before + 1}–${last}` : last;
  more.textContent = pages.length > 1 ? `${from} / ${topics.length}` : "";
}

// One after the other, the priority last; within a quadrant from the last place up to the first.
const PLACED_IN = 5000;
const LAST_LOOK = 600;
function place(root, grid) {
  const topics = ORDER.flatMap((code) => [...root.querySelectorAll(`.rc-q.${code} .rc-t`)].reverse());
  const middle = grid.getBoundingClientRect();
  for (const topic of topics) {
    // The quadrant cuts what flies over its border: a topic comes no further than from within.
    const spot = topic.getBoundingClientRect();
    const near = (way) => Math.max(-60, Math.min(60, way));
    topic.style.setProperty("--dx", `${near(middle.x + middle.width / 2 - spot.x - spot.width / 2)}px`);
    topic.style.setProperty("--dy", `${near(middle.y + middle.height / 2 - spot.y - spot.height / 2)}px`);
  }
  const each = Math.min(550, PLACED_IN / Math.max(1, topics.length));
  const acts = topics.map((topic, turn) => [each * turn, () => topic.classList.add("placed")]);
  play(root, [...acts, [each * topics.length + LAST_LOOK, () => {}]]);
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  parentElement.rcFits = data.big;
  if (isNews(parentElement, data)) parentElement.rcBoxes = build(data, parentElement, setTriggerValue);
  if (!data.big) return undefined;
  const boxes = parentElement.rcBoxes;
  const count = Math.max(1, ...boxes.map((box) => box.pages.length));
  const show = (page) => boxes.forEach((box) => turn(box, page));
  return turning(parentElement, count, show, pageSaid(data.turn));
}

// Draws the picture; gives its quadrants, each with its list, its topics and their pages.
function build(data, parentElement, setTriggerValue) {
  const pick = data.big || data.still ? null : (label) => setTriggerValue("pick", label);
  const root = el("div", data.big ? "rc-matrix big" : "rc-matrix");
  const axis = el("div", "rc-axis");
  axis.append(axisNode(data.words.client_hurts), axisNode(data.words.client_delights));
  const grid = el("div", "rc-grid");
  const boxes = [];
  for (const quadrant of data.quadrants) {
    const box = el("section", `rc-q ${quadrant.code}`);
    const head = el("h2", "");
    head.append(shape(quadrant.code), document.createTextNode(quadrant.name));
    const top = el("div", "rc-q-head");
    top.append(head, el("small", "", quadrant.says));
    const list = el("div", "rc-ts");
    const topics = quadrant.topics.map((topic) => topicNode(topic, quadrant.code, pick));
    list.append(...topics);
    const more = el("strong", "rc-more");
    if (data.big) top.append(more);
    box.append(top, list);
    boxes.push({ list, more, topics });
    grid.append(box);
  }
  const foot = el("div", "rc-foot-axis");
  foot.append(el("span", "", data.words.team_hurts));
  if (data.tray) {
    const tray = el("div", "rc-tray");
    tray.append(el("span", "", data.tray.text));
    for (const topic of data.tray.topics) tray.append(topicNode(topic, "one_side_missing", pick));
    foot.append(tray);
  }
  foot.append(el("span", "", data.words.team_delights));
  root.append(axis, grid, foot);
  exchange(parentElement, root);
  if (data.big) layOut(root, grid, axis, boxes);
  if (data.entered && curtain("matrix", true)) place(root, grid);
  return boxes;
}
