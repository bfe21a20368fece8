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
const STOPS = "a[href], button, input, select, textarea, summary, [tabindex]";
const stopsIn = (root) => [root, ...root.querySelectorAll("*")].filter((node) => node.matches(STOPS));
// Streamlit keeps our style sheet inside the same parent: only our own node is exchanged. A keyboard
// that was on a thing is on the thing of the same name afterwards, else on what has its place.
function exchange(parent, root) {
  const before = parent.rcRoot;
  const held = before?.contains(document.activeElement) ? document.activeElement : null;
  const place = held ? stopsIn(before).indexOf(held) : -1;
  before?.remove();
  parent.rcRoot = root;
  parent.append(root);
  if (!held) return;
  const named = (node) => JSON.stringify([node.localName, { ...node.dataset }]);
  const found = stopsIn(root);
  const same = Object.keys(held.dataset).length ? found.find((node) => named(node) === named(held)) : null;
  (same ?? found[place])?.focus({ preventScroll: true });
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
