// Slips of paper, each with a code that serves once: to look through here, to print and to cut.
function slip(code, data) {
  const node = el("li", "rc-slip");
  node.append(
    el("small", "", data.title), el("span", "", data.words.code), el("b", "", code),
    el("small", "", data.words.use), el("small", "rc-slip-address", data.address),
  );
  return node;
}
export default function (component) {
  const { data, parentElement } = component;
  if (!isNews(parentElement, data)) return;
  const root = el("section", "rc-slips");
  const print = el("button", "rc-slips-print", data.words.print);
  print.type = "button";
  const sheet = el("ul", "rc-sheet");
  sheet.append(...data.codes.map((code) => slip(code, data)));
  // Streamlit scrolls inside the page, and a printer would get one screen of it: print a copy.
  print.onclick = () => {
    const copy = el("div", "rc-print");
    copy.append(sheet.cloneNode(true));
    document.body.append(copy);
    window.addEventListener("afterprint", () => copy.remove(), { once: true });
    window.print();
  };
  root.append(print, sheet);
  exchange(parentElement, root);
}
