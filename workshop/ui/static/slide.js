// One slide of the projector: a title, a line, a list, and the way to join in the corner.
export default function (component) {
  const { data, parentElement } = component;
  if (!isNews(parentElement, data)) return;
  const root = el("div", `rc-slide ${data.layout}`);
  for (const item of data.items) {
    const line = el("div", `rc-item ${item.code ?? ""}`);
    if (item.label) line.dataset.label = item.label;
    if (item.code) {
      line.append(shape(item.code));
    }
    const text = el("div", "rc-words");
    text.append(el("b", "", item.title));
    if (item.note) text.append(el("span", item.tone ?? "", item.note));
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
  exchange(parentElement, root);
}
