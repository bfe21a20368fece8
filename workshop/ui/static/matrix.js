// One topic from close: its place and the reason, the voices of both sides, what to do, its cards.
// Bars grow from the centre: what hurts to the left, what delights to the right.
function bar(side) {
  const box = el("div", "rc-side");
  const head = el("div", "rc-side-head");
  head.append(el("b", "", side.name), el("span", "", side.valence));
  const track = el("div", "rc-bar");
  track.setAttribute("aria-hidden", "true");
  const left = el("i", "hurts");
  const right = el("i", "delights");
  left.style.width = `${50 * side.irritants / side.total}%`;
  right.style.width = `${50 * side.enchantments / side.total}%`;
  track.append(left, right);
  box.append(head, track, el("p", "", side.said));
  return box;
}

function section(title, ...nodes) {
  const box = el("section", "rc-part");
  if (title) box.append(el("h4", "", title));
  box.append(...nodes);
  return box;
}

export default function (component) {
  const { data, parentElement } = component;
  if (!isNews(parentElement, data)) return;
  const root = el("article", `rc-topic ${data.code}`);
  const head = el("header", "");
  const place = el("p", "rc-place");
  place.append(shape(data.code), el("b", "", data.place), el("span", "", data.says));
  head.append(el("h3", "", data.title), place);
  root.append(head);
  for (const note of data.moved) root.append(el("p", "rc-moved", note));
  const sides = el("div", "rc-sides");
  for (const side of data.sides) sides.append(bar(side));
  root.append(sides, section("", el("p", "rc-reason", data.reason)));
  if (data.cautions.length) {
    const list = el("ul", "");
    for (const caution of data.cautions) list.append(el("li", "", caution));
    root.append(section(data.words.cautions, list));
  }
  root.append(section(data.words.treatment, el("p", "", data.treatment)));
  const cards = el("ul", "rc-cards");
  for (const card of data.cards) {
    const line = el("li", card.kind);
    line.append(el("i", "", card.sign), el("span", "", card.text), el("small", "", card.note));
    cards.append(line);
  }
  if (data.cards.length) root.append(section(data.words.cards, cards));
  if (data.history.length) {
    const list = el("ul", "rc-history");
    for (const line of data.history) list.append(el("li", "", line));
    root.append(section(data.words.history, list));
  }
  exchange(parentElement, root);
}
