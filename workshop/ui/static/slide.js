// One slide of the projector: rows of one grid, in pages where there are many of them. A topic, or
// the question it asks, stays above while its sentences and ideas turn.
const FEW = 3;
const LONG_QUESTION = 90; // letters
const COLUMNS = { columns: 2, steps: 4 };

// A side's voices in words, and their balance as a bar from the centre.
function sideNode(side) {
  const node = el("em", "rc-side-said", side.said);
  const bar = el("span", "rc-balance");
  bar.setAttribute("aria-hidden", "true");
  bar.classList.toggle("dotted", Boolean(side.dotted));
  if (side.valence) {
    const filled = el("i", side.valence < 0 ? "hurts" : "delights");
    filled.style.width = `${Math.abs(side.valence) * 50}%`;
    bar.append(filled);
  }
  node.append(bar);
  return node;
}

function itemNode(item) {
  const line = el("div", `rc-item ${item.code ?? ""}${item.title ? "" : " quote"}${item.team ? " team" : ""}`);
  line.classList.toggle("long", item.title.length > LONG_QUESTION);
  if (item.label) line.dataset.label = item.label;
  if (item.code) line.append(shape(item.code));
  const words = el("div", "rc-words");
  const what = el("div", "rc-what");
  if (item.title) {
    const title = el("b", "", wholeWords(item.title));
    if (item.number) title.prepend(el("i", "", `${item.number} `));
    what.append(title);
  }
  if (item.under) what.append(el("em", "", item.under));
  for (const said of item.marks ?? []) what.append(el("em", "", said));
  for (const side of item.sides ?? []) what.append(sideNode(side));
  words.append(what);
  if (item.note) words.append(el("span", item.tone ?? "", item.note));
  line.append(words);
  return line;
}

function joinNode(join) {
  const node = el("aside", "rc-join");
  const picture = el("img");
  picture.src = join.qr;
  picture.alt = join.alt;
  node.append(picture, el("strong", "", join.code), el("span", "", join.address));
  return node;
}

function build(data) {
  const root = el("div", `rc-slide ${data.layout}`);
  const [head, rows] = data.layout === "topic" ? [data.items.slice(0, 1), data.items.slice(1)] : [[], data.items];
  root.append(...head.map(itemNode));
  const list = el("div", "rc-items");
  const nodes = rows.map(itemNode);
  root.classList.toggle("few", data.layout === "list" && nodes.length <= FEW);
  root.append(list);
  if (data.foot) root.append(el("p", "rc-foot-line", data.foot));
  if (data.join) root.append(joinNode(data.join));
  return { root, list, nodes };
}

export default function (component) {
  const { data, parentElement } = component;
  const state = (parentElement.rcSlide ??= {});
  parentElement.rcFits = true;
  if (isNews(parentElement, data)) {
    const { root, list, nodes } = build(data);
    exchange(parentElement, root);
    if (data.of) curtain(data.of, false);
    list.style.removeProperty("--rows");
    let pages = inPages(list, nodes);
    if (pages.length > 1) {
      root.classList.add("turning");
      pages = inPages(list, nodes);
    }
    state.list = list;
    state.pages = pages;
  }
  return turning(
    parentElement, state.pages.length,
    (page) => {
      const shown = state.pages[page];
      state.list.style.setProperty("--rows", Math.ceil(shown.length / (COLUMNS[data.layout] ?? 1)));
      state.list.replaceChildren(...shown);
    },
    pageSaid(data.words),
  );
}
