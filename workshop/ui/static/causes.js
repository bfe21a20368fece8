// The causes on the projector: which kinds weigh most, and the ladder that the room is on.
function barNode(bar) {
  const row = el("div", "rc-cause-bar");
  row.append(el("b", "", bar.name));
  const track = el("span", "rc-cause-track");
  track.setAttribute("aria-hidden", "true");
  const filled = el("i");
  filled.style.width = `${100 * bar.part}%`;
  track.append(filled);
  row.append(track, el("span", "rc-cause-said", bar.said));
  return row;
}

function ladderNode(ladder) {
  const section = el("section", "rc-cause-ladder");
  section.dataset.label = ladder.label;
  const topics = el("div", "rc-cause-topics");
  for (const topic of ladder.topics) {
    const line = el("p", "");
    line.append(shape(topic.code), el("span", "", topic.title));
    topics.append(line);
  }
  if (ladder.more) topics.append(el("p", "rc-cause-more", ladder.more));
  section.append(topics);
  const steps = el("ol");
  for (const why of ladder.whys) steps.append(el("li", "", why));
  section.append(steps);
  const root = el("p", "rc-cause-root");
  root.append(el("b", "", ladder.title), el("span", "", ladder.tag));
  section.append(root);
  return section;
}

export default function (component) {
  const { data, parentElement } = component;
  if (!isNews(parentElement, data)) return;
  const root = el("div", "rc-causes");
  if (data.ladder) root.append(ladderNode(data.ladder));
  if (data.bars.length) {
    const pareto = el("section", "rc-cause-pareto");
    pareto.append(el("h2", "", data.title));
    for (const bar of data.bars) pareto.append(barNode(bar));
    root.append(pareto);
  }
  exchange(parentElement, root);
}
