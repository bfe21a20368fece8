// One topic from close: its place and the reason, the voices of both sides in words before any
// figure, imported data beside them, what to look at in its quadrant, its cards.
// Bars grow from the centre: what hurts to the left, what delights to the right.
function barNode(side, kind) {
  const track = el("div", `rc-bar ${kind}`);
  track.setAttribute("aria-hidden", "true");
  const left = el("i", "hurts");
  const right = el("i", "delights");
  left.style.width = `${50 * side.irritants / side.total}%`;
  right.style.width = `${50 * side.enchantments / side.total}%`;
  track.append(left, right);
  return track;
}

// How many rated very hard … very pleasant: five columns, the words under their ends.
function spreadNode(spread) {
  const box = el("div", "rc-spread");
  const most = Math.max(1, ...spread.counts);
  const columns = el("div", "rc-rated-bars");
  spread.counts.forEach((count, place) => {
    const column = el("span", "");
    column.title = `${spread.words[place]} : ${count}`;
    const grown = el("i", "");
    grown.style.height = `${Math.round(100 * count / most)}%`;
    column.append(el("b", "", count), grown);
    columns.append(column);
  });
  const ends = el("p", "rc-ends");
  ends.append(el("span", "", spread.words[0]), el("span", "", spread.words[4]));
  box.append(columns, ends, el("p", "", spread.said));
  return box;
}

function sideNode(side) {
  const box = el("div", `rc-side${side.dotted ? " dotted" : ""}`);
  box.append(el("b", "", side.name), el("p", "rc-said", side.said));
  const line = el("div", "rc-bar-line");
  line.append(barNode(side, "room"), el("span", "", side.valence));
  box.append(line);
  if (side.spread) box.append(spreadNode(side.spread));
  for (const role of side.roles) box.append(el("p", "rc-role", role));
  if (side.data) {
    const data = el("div", "rc-bar-line data");
    data.append(barNode(side.data, "data"), el("span", "", side.data.valence));
    box.append(el("p", "rc-data", side.data.said), data);
  }
  return box;
}

function section(title, ...nodes) {
  const box = el("section", "rc-part");
  if (title) box.append(el("h4", "", title));
  box.append(...nodes);
  return box;
}

function listNode(lines, name = "") {
  const list = el("ul", name);
  for (const line of lines) list.append(el("li", "", line));
  return list;
}

function panelNode(part) {
  const node = part.lines.length ? listNode(part.lines) : el("p", "rc-empty", part.empty);
  return section(part.title, node);
}

export default function (component) {
  const { data, parentElement } = component;
  if (!isNews(parentElement, data)) return;
  const root = el("article", `rc-topic ${data.code}`);
  const head = el("header", "");
  const place = el("p", "rc-place");
  place.append(shape(data.code), el("b", "", data.place), el("span", "", data.says));
  head.append(el("h3", "", data.title), place);
  if (data.where) head.append(el("p", "rc-where", data.where));
  root.append(head);
  for (const note of data.moved) root.append(el("p", "rc-moved", note));
  const sides = el("div", "rc-sides");
  for (const side of data.sides) sides.append(sideNode(side));
  root.append(sides, section("", el("p", "rc-reason", data.reason)));
  if (data.cautions.length) root.append(section(data.words.cautions, listNode(data.cautions)));
  const treat = section(data.words.treatment, el("p", "", data.treatment));
  for (const part of data.panel) treat.append(panelNode(part));
  treat.classList.add("rc-treat");
  root.append(treat);
  const cards = el("ul", "rc-cards");
  cards.tabIndex = 0; // scrolls: arrows must reach it
  cards.setAttribute("aria-label", data.words.cards);
  for (const card of data.cards) {
    const line = el("li", card.data ? `${card.kind} data` : card.kind);
    line.append(el("i", "", card.sign), el("span", "", card.text), el("small", "", card.note));
    cards.append(line);
  }
  if (data.cards.length) root.append(section(data.words.cards, cards));
  if (data.history.length) {
    root.append(section(data.words.history, listNode(data.history, "rc-history")));
  }
  exchange(parentElement, root);
}
