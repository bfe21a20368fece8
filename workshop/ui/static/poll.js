// What phones were asked, in big type: the question and how many have answered; then, once it is
// revealed, bars, or sentences in turn; a vote from the last to the first, and the first alone. At
// the close also what the room produced and decided, beside its last two answers.

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
  if (bar.quadrant) head.append(shape(bar.quadrant));
  head.append(el("b", "", bar.title));
  for (const note of bar.notes) head.append(el("span", "rc-bar-note", note));
  head.append(el("strong", "", bar.value));
  const track = el("div", "rc-track");
  const grown = el("i", "");
  grown.style.width = `${Math.round(bar.share * 1000) / 10}%`;
  track.append(grown);
  row.append(head, track);
  return row;
}

function lineNode(line) {
  const row = el("li", "");
  if (line.label) row.dataset.label = line.label;
  if (line.code) row.append(shape(line.code));
  const words = el("div", "");
  words.append(el("b", "", line.title));
  if (line.under) words.append(el("em", "", line.under));
  for (const said of line.marks ?? []) words.append(el("em", "", said));
  row.append(words);
  return row;
}

// By how many letters a sentence has: all of it must be there.
function sized(text) {
  const steps = [[110, ""], [160, "long"], [230, "longer"], [Infinity, "longest"]];
  return steps.find(([most]) => text.length <= most)[1];
}

function quoteNode(quote, place, size) {
  const item = el("li", quote.kind ?? "");
  item.style.setProperty("--place", place);
  if (quote.label) item.dataset.label = quote.label;
  if (quote.sign) item.append(el("span", "rc-sign", quote.sign));
  item.append(el("p", size, quote.text));
  return item;
}

function inTurns(nodes, size) {
  const pages = [];
  for (let first = 0; first < nodes.length; first += size) pages.push(nodes.slice(first, first + size));
  return pages;
}

// Gives the picture, and its lists: each with its nodes, and how they fall into pages.
function build(data) {
  const root = el("section", `rc-poll ${data.layout}${data.shown ? " shown" : ""}`);
  const lists = [];
  const add = (place, list, nodes, pages = () => inPages(list, nodes)) => {
    place.append(list);
    lists.push({ list, pages });
  };
  const figures = data.figures.length ? figuresNode(data.figures) : null;
  let body = root;
  if (data.lines) {
    const halves = el("div", "rc-halves");
    const left = el("div", "rc-half");
    if (data.lines.title) left.append(el("h2", "", data.lines.title));
    add(left, el("ol", "rc-poll-lines"), data.lines.items.map(lineNode));
    body = el("div", "rc-half");
    halves.append(left, body);
    root.append(figures, halves);
  }
  const say = wholeWords(data.say);
  if (say) body.append(el("p", `rc-asked${say.length > 80 ? " long" : ""}`, say));
  if (data.about) body.append(el("p", "rc-about", data.about));
  if (figures && !data.lines) body.append(figures);
  if (data.bars.length) {
    const bars = data.bars.map((bar, place) => barNode(bar, place, data.bars.length));
    bars[0].classList.add("first"); // of all pages, not of each
    add(body, el("ol", "rc-bars"), bars);
  }
  if (data.quotes.length) {
    // Those that stand together have letters of one size: those of the longest.
    const quotes = inTurns(data.quotes, data.page).flatMap((page) => {
      const longest = page.reduce((one, other) => (other.text.length > one.text.length ? other : one));
      return page.map((quote, place) => quoteNode(quote, place, sized(longest.text)));
    });
    if (data.quoted) root.append(el("h2", "", data.quoted));
    add(data.quoted ? root : body, el("ul", "rc-quotes"), quotes, () => inTurns(quotes, data.page));
  }
  if (data.sentence) body.append(el("p", "rc-sentence", data.sentence));
  if (data.rule) body.append(el("p", "rc-rule", data.rule));
  return { root, lists };
}

// The pages of each list; where one turns, its number has a place under all of them.
function laidOut(root, lists) {
  let pages = lists.map((one) => one.pages());
  if (pages.some((one) => one.length > 1)) {
    root.classList.add("turning");
    pages = lists.map((one) => one.pages());
  }
  return lists.map((one, place) => ({ list: one.list, pages: pages[place] }));
}

// ---- a vote: from the last to the first, the first alone, then all of them

const COME_IN = 3000;
const SUSPENSE = 500;
const ALONE_FOR = 1700;

function firstNode(firsts) {
  const node = el("div", "rc-first");
  for (const bar of firsts) {
    const title = el("p", "rc-first-title");
    if (bar.quadrant) title.append(shape(bar.quadrant));
    title.append(bar.title);
    node.append(title);
  }
  node.append(el("p", "rc-first-value", firsts[0].value));
  return node;
}

function unveil(root, list, data) {
  const rows = [...list.children];
  const firsts = data.bars.filter((bar) => bar.rank === data.bars[0].rank).slice(0, 3);
  const others = rows.slice(firsts.length).reverse();
  const each = Math.min(450, COME_IN / Math.max(1, others.length));
  const alone = SUSPENSE + each * others.length + SUSPENSE;
  root.classList.add("veiled");
  const node = firstNode(firsts);
  play(root, [
    ...others.map((row, turn) => [SUSPENSE + each * turn, () => row.classList.add("come")]),
    [alone, () => {
      root.append(node);
      root.classList.add("alone");
    }],
    [alone + ALONE_FOR, () => {
      node.remove();
      root.classList.remove("veiled", "alone");
    }],
  ]);
}

export default function (component) {
  const { data, parentElement } = component;
  const state = (parentElement.rcPoll ??= { turns: [] });
  parentElement.rcFits = true;
  if (isNews(parentElement, data)) {
    const { root, lists } = build(data);
    const opens = Boolean(data.of) && curtain(data.of, data.shown);
    if (data.shown && state.of !== data.of) holdFirst(parentElement);
    state.of = data.shown ? data.of : "";
    root.classList.toggle("opening", opens);
    exchange(parentElement, root);
    state.turns = laidOut(root, lists);
    if (opens && data.layout === "ranked") {
      const [{ list, pages }] = state.turns;
      list.replaceChildren(...pages[0]);
      unveil(root, list, data);
    }
  }
  const count = Math.max(1, ...state.turns.map((one) => one.pages.length));
  const show = (page) => {
    for (const { list, pages } of state.turns) {
      const shown = pages[page % pages.length];
      if (list.firstChild !== shown[0] || list.childElementCount !== shown.length) list.replaceChildren(...shown);
    }
  };
  return turning(parentElement, count, show, pageSaid(data.words));
}
