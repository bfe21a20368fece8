// One slide of the projector: a title, a line, a list, and the way to join in the corner.
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
  const line = el("div", `rc-item ${item.code ?? ""}`);
  if (item.label) line.dataset.label = item.label;
  if (item.code) {
    line.append(shape(item.code));
  }
  const text = el("div", "rc-words");
  text.append(el("b", "", item.title));
  if (item.note) text.append(el("span", item.tone ?? "", item.note));
  if (item.under) text.append(el("em", "", item.under));
  for (const side of item.sides ?? []) text.append(sideNode(side));
  line.append(text);
  return line;
}

// As much as there is room for: titles on two lines, then on one, then fewer of them.
function fit(root, left) {
  const tooMuch = () => root.scrollHeight > root.clientHeight + ROUNDING;
  const more = el("p", "rc-more");
  const sayMore = () => {
    more.textContent = left ? `+ ${left}` : "";
    if (left && !more.isConnected) root.append(more);
  };
  sayMore();
  if (tooMuch()) root.classList.add("tight");
  while (tooMuch()) {
    const items = root.querySelectorAll(".rc-item");
    if (items.length < 2) return;
    items[items.length - 1].remove();
    left += 1;
    sayMore();
  }
}

export default function (component) {
  const { data, parentElement } = component;
  if (!isNews(parentElement, data)) return;
  const root = el("div", `rc-slide ${data.layout}`);
  const list = el("div", "rc-items");
  for (const item of data.items) list.append(itemNode(item));
  root.append(list);
  if (data.foot) root.append(el("p", "rc-foot-line", data.foot));
  if (data.join) {
    const join = el("aside", "rc-join");
    const picture = el("img");
    picture.src = data.join.qr;
    picture.alt = data.join.alt;
    join.append(picture, el("strong", "", data.join.code), el("span", "", data.join.address));
    root.append(join);
  }
  exchange(parentElement, root);
  fit(list, data.more);
}
