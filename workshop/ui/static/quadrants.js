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

// On the projector both rows share the height by what stands in them, within reason.
const LEAST_ROW = 0.4;
function share(grid, axis, lists) {
  const heights = lists.map(([list]) => {
    const last = list.lastElementChild;
    return last ? last.offsetTop + last.offsetHeight - list.firstElementChild.offsetTop : 0;
  });
  const [above, below] = [Math.max(...heights.slice(0, 2)), Math.max(...heights.slice(2))];
  if (lists.every(([list], place) => heights[place] <= list.clientHeight + 1)) return;
  const part = Math.min(1 - LEAST_ROW, Math.max(LEAST_ROW, above / (above + below)));
  for (const node of [grid, axis]) node.style.gridTemplateRows = `${part}fr ${1 - part}fr`;
}

// A title is whole: letters closer together, then fewer topics; on one line only where two are
// still too many.
const FEWEST = 2;
function fit(list, more, left) {
  const tooMuch = () => list.scrollHeight > list.clientHeight + 1; // a border is seen to be cut
  const drop = (fewest) => {
    while (tooMuch() && list.childElementCount > fewest) {
      list.lastElementChild.remove();
      left += 1;
    }
  };
  list.classList.toggle("close", tooMuch());
  drop(FEWEST);
  list.classList.remove("close"); // those that are left may have the room
  if (tooMuch()) list.classList.add("close");
  if (tooMuch()) list.classList.add("tight");
  drop(1);
  more.textContent = left ? `+ ${left}` : "";
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
  if (!isNews(parentElement, data)) return;
  const pick = data.big || data.still ? null : (label) => setTriggerValue("pick", label);
  const root = el("div", data.big ? "rc-matrix big" : "rc-matrix");
  const axis = el("div", "rc-axis");
  axis.append(axisNode(data.words.client_hurts), axisNode(data.words.client_delights));
  const grid = el("div", "rc-grid");
  const lists = [];
  for (const quadrant of data.quadrants) {
    const box = el("section", `rc-q ${quadrant.code}`);
    const head = el("h2", "");
    head.append(shape(quadrant.code), document.createTextNode(quadrant.name));
    const top = el("div", "rc-q-head");
    top.append(head, el("small", "", quadrant.says));
    const list = el("div", "rc-ts");
    for (const topic of quadrant.topics) list.append(topicNode(topic, quadrant.code, pick));
    const more = el("strong", "rc-more");
    if (data.big) top.append(more);
    box.append(top, list);
    if (data.big) lists.push([list, more, quadrant.more]);
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
  if (data.big) share(grid, axis, lists);
  for (const [list, more, left] of lists) fit(list, more, left);
  if (data.entered && curtain("matrix", true)) place(root, grid);
}
