// What phones were asked, in big type: the question and how many have answered; then, once it is
// revealed, bars that grow from the last to the first, or sentences in turn. At the close also what
// the room produced and decided, beside its last two answers.
const PAGE_FOR = 12000;

function figuresNode(figures) {
  const node = el("div", "rc-poll-figures");
  for (const [number, what] of figures) {
    const figure = el("p", "");
    figure.append(el("strong", "", number), el("span", "", what));
    node.append(figure);
  }
  return node;
}

function barNode(bar, place, count) {
  const row = el("li", `rc-bar-row ${bar.quadrant ?? ""}`);
  if (bar.label) row.dataset.label = bar.label;
  row.style.setProperty("--place", count - 1 - place);
  const head = el("div", "rc-bar-head");
  if (bar.rank) head.append(el("span", "rc-rank", bar.rank));
  const title = el("b", "", "");
  if (bar.quadrant) title.append(shape(bar.quadrant));
  title.append(bar.title);
  head.append(title);
  for (const note of bar.notes) head.append(el("span", "rc-bar-note", note));
  head.append(el("strong", "", bar.value));
  const track = el("div", "rc-track");
  const grown = el("i", "");
  grown.style.width = `${Math.round(bar.share * 1000) / 10}%`;
  track.append(grown);
  row.append(head, track);
  return row;
}

function linesNode(lines) {
  const node = el("ol", "rc-poll-lines");
  node.dataset.more = lines.more;
  for (const line of lines.items) {
    const row = el("li", "");
    if (line.label) row.dataset.label = line.label;
    if (line.code) row.append(shape(line.code));
    const words = el("div", "");
    words.append(el("b", "", line.title));
    if (line.under) words.append(el("em", "", line.under));
    row.append(words);
    node.append(row);
  }
  return node;
}

// As many as there is room for: titles on two lines, then on one, then fewer of them.
function fit(list, more) {
  const tooMuch = () => list.scrollHeight > list.clientHeight + ROUNDING;
  let left = Number(list.dataset.more);
  const sayMore = () => {
    more.textContent = `+ ${left}`; // takes its place before the rest is measured
    more.hidden = !left;
  };
  sayMore();
  if (tooMuch()) list.classList.add("tight");
  while (tooMuch() && list.childElementCount > 1) {
    list.lastChild.remove();
    left += 1;
    sayMore();
  }
}

function quotesNode(quotes, size) {
  const node = el("ul", "rc-quotes");
  let first = 0;
  const page = () => {
    node.replaceChildren(...quotes.slice(first, first + size).map((quote, place) => {
      const item = el("li", quote.kind ?? "", "");
      item.style.setProperty("--place", place);
      if (quote.label) item.dataset.label = quote.label;
      if (quote.sign) item.append(el("span", "rc-sign", quote.sign));
      item.append(el("p", quote.text.length > 130 ? "long" : "", quote.text));
      return item;
    }));
    first = first + size < quotes.length ? first + size : 0;
  };
  page();
  return { node, page, turns: quotes.length > size };
}

// A list and how many of it are not in sight; gives the nodes and what makes them fit.
function fitted(list) {
  const more = el("p", "rc-more");
  return { nodes: [list, more], fit: () => fit(list, more) };
}

function build(data, state) {
  const root = el("section", `rc-poll ${data.layout}${data.shown ? " shown" : ""}`);
  const fits = [];
  const add = (place, list) => {
    const { nodes, fit: make } = fitted(list);
    place.append(...nodes);
    fits.push(make);
  };
  const figures = data.figures.length ? figuresNode(data.figures) : null;
  let body = root;
  if (data.lines) {
    const halves = el("div", "rc-halves");
    const left = el("div", "rc-half");
    if (data.lines.title) left.append(el("h2", "", data.lines.title));
    add(left, linesNode(data.lines));
    body = el("div", "rc-half");
    halves.append(left, body);
    root.append(figures, halves);
  }
  // A line that ends in the middle of "a-t-on" is hard to read from afar.
  const say = data.say.replace(/(?<=\p{L})-(?=\p{L})/gu, "\u2011");
  if (say) body.append(el("p", `rc-asked${say.length > 80 ? " long" : ""}`, say));
  if (data.about) body.append(el("p", "rc-about", data.about));
  if (figures && !data.lines) body.append(figures);
  if (data.bars.length) {
    const list = el("ol", "rc-bars");
    list.dataset.more = data.more;
    data.bars.forEach((bar, place) => list.append(barNode(bar, place, data.bars.length)));
    add(body, list);
  }
  if (data.quotes.length) {
    const quotes = quotesNode(data.quotes, data.page);
    if (data.quoted) root.append(el("h2", "", data.quoted));
    (data.quoted ? root : body).append(quotes.node);
    if (quotes.turns) state.turn = quotes.page;
  }
  if (data.sentence) body.append(el("p", "rc-sentence", data.sentence));
  if (data.rule) body.append(el("p", "rc-rule", data.rule));
  return { root, fits };
}

export default function (component) {
  const { data, parentElement } = component;
  const state = (parentElement.rcPoll ??= { turning: null, turn: null });
  if (isNews(parentElement, data)) {
    state.turn = null;
    // Bars grow when they come into sight, not each time that a late answer moves one.
    const still = parentElement.rcRoot?.classList.contains("shown");
    const { root, fits } = build(data, state);
    root.classList.toggle("still", Boolean(still && data.shown));
    exchange(parentElement, root);
    for (const make of fits) make();
  }
  clearInterval(state.turning);
  if (state.turn) state.turning = setInterval(state.turn, PAGE_FOR);
  return () => clearInterval(state.turning);
}
