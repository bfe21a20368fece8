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

// On the projector nothing is cut unseen: titles on two lines, then on one, then fewer of them.
function fit(list, left) {
  const tooMuch = () => list.scrollHeight > list.clientHeight + ROUNDING;
  if (tooMuch()) list.classList.add("tight");
  while (tooMuch()) {
    const topics = list.querySelectorAll(".rc-t:not(.more)");
    if (topics.length < 2) return;
    topics[topics.length - 1].remove();
    left += 1;
    const more = list.querySelector(".more") ?? list.appendChild(el("div", "rc-t more"));
    more.textContent = `+ ${left}`;
  }
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
  axis.append(el("span", "", data.words.client_hurts), el("span", "", data.words.client_delights));
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
    if (quadrant.more) list.append(el("div", "rc-t more", `+ ${quadrant.more}`));
    box.append(top, list);
    if (data.big) lists.push([list, quadrant.more]);
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
  for (const [list, more] of lists) fit(list, more);
  if (data.entered && curtain("matrix", true)) place(root, grid);
}
