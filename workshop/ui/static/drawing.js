// What every component that draws begins with.
function el(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}
// A quadrant's colour and shape; its name stands beside it for whoever does not see it.
function shape(quadrant) {
  const node = el("i", `rc-shape ${quadrant}`);
  node.setAttribute("aria-hidden", "true");
  return node;
}
// Streamlit keeps our style sheet inside the same parent: only our own node is exchanged.
function exchange(parent, root) {
  parent.rcRoot?.remove();
  parent.rcRoot = root;
  parent.append(root);
}
// True the first time, and whenever the data have changed: the same picture is not drawn twice.
function isNews(parent, data) {
  const drawn = JSON.stringify(data);
  if (parent.rcDrawn === drawn) return false;
  parent.rcDrawn = drawn;
  return true;
}
// Pixels by which letters may hang out of their line without anything being cut.
const ROUNDING = 6;
// False once somebody switched the keys of a single letter off in this browser (WCAG 2.1.4): who
// speaks to the computer, or whose hand trembles, would press them without meaning to.
const LETTERS = "rc-letters";
function lettersHeard() {
  try {
    return localStorage.getItem(LETTERS) !== "off";
  } catch {
    return true; // a browser that keeps nothing
  }
}
