// One slide of the projector: a title, a line, a list, and the way to join in the corner.
function el(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

export default function (component) {
  const { data, parentElement } = component;
  const drawn = JSON.stringify(data);
  if (parentElement.rcDrawn === drawn) return;
  parentElement.rcDrawn = drawn;
  const root = el("div", `rc-slide ${data.layout}`);
  for (const item of data.items) {
    const line = el("div", `rc-item ${item.code ?? ""}`);
    if (item.label) line.dataset.label = item.label;
    if (item.code) {
      const shape = el("i", `rc-shape ${item.code}`);
      shape.setAttribute("aria-hidden", "true");
      line.append(shape);
    }
    const text = el("div", "rc-words");
    text.append(el("b", "", item.title));
    if (item.note) text.append(el("span", "", item.note));
    if (item.under) text.append(el("em", "", item.under));
    line.append(text);
    root.append(line);
  }
  if (data.join) {
    const join = el("aside", "rc-join");
    const picture = el("img");
    picture.src = data.join.qr;
    picture.alt = data.join.alt;
    join.append(picture, el("strong", "", data.join.code), el("span", "", data.join.address));
    root.append(join);
  }
  // Not replaceChildren: Streamlit keeps the style sheet beside what we draw.
  parentElement.rcRoot?.remove();
  parentElement.rcRoot = root;
  parentElement.append(root);
}
