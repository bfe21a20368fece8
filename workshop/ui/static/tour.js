// The first visit: some sentences one after the other, each with its part of the drawing in colour.
// That it was put away is kept in this browser; what the button asks for is shown all the same.
const PUT_AWAY = "rc-tour";
const SVG = "http://www.w3.org/2000/svg";
// [what it belongs to, x, y, width, height, corner]; "" is the page itself.
const PAGE = [
  ["", 1, 1, 238, 138, 8], ["", 58, 1, 0, 138, 0],
  ["road", 10, 14, 38, 6, 3], ["road", 10, 27, 38, 6, 3], ["road", 10, 40, 38, 6, 3],
  ["road", 10, 53, 38, 6, 3], ["road", 10, 66, 38, 6, 3], ["road", 10, 79, 38, 6, 3],
  ["", 70, 14, 62, 9, 3], ["next", 176, 11, 52, 16, 6],
  ["help", 70, 38, 92, 10, 5], ["help", 206, 38, 22, 10, 5],
  ["", 70, 58, 90, 70, 6],
  ["phones", 178, 62, 34, 62, 6], ["phones", 184, 70, 22, 22, 2],
  ["screen", 82, 70, 66, 42, 4], ["screen", 100, 116, 30, 5, 2],
];
function drawing(step) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 240 140");
  svg.setAttribute("aria-hidden", "true");
  for (const [part, x, y, width, height, corner] of PAGE) {
    const drawn = document.createElementNS(SVG, "rect");
    for (const [name, value] of Object.entries({ x, y, width: width || 1, height, rx: corner })) {
      drawn.setAttribute(name, value);
    }
    drawn.setAttribute("class", part ? (part === step ? "part here" : "part") : "page");
    svg.append(drawn);
  }
  return svg;
}
function wasPutAway() {
  try {
    return localStorage.getItem(PUT_AWAY) === "yes";
  } catch {
    return false; // a browser that keeps nothing
  }
}
function keepAway() {
  try {
    localStorage.setItem(PUT_AWAY, "yes");
  } catch {
    // then it comes again
  }
}
export default function (component) {
  const { data, parentElement } = component;
  const { steps, words } = data;
  const asked = data.turn > (window.rcTourShut ?? 0);
  if (!asked && (!data.first || wasPutAway())) return exchange(parentElement, el("div", "rc-tour-none"));
  if (!isNews(parentElement, data)) return;
  let at = 0;
  const panel = el("section", "rc-tour");
  panel.setAttribute("aria-label", data.title);
  show();
  exchange(parentElement, panel);
  if (asked) panel.querySelector("h2").focus();

  function show() {
    const step = steps[at];
    const last = at === steps.length - 1;
    const says = el("div", "rc-tour-says");
    const title = el("h2", "", step.title);
    title.tabIndex = -1;
    says.append(el("p", "rc-tour-place", `${data.title} · ${step.place}`), title, el("p", "", step.says));
    const buttons = el("div", "rc-tour-buttons");
    // "On" keeps its place from step to step, and nothing else ever comes to lie there: whoever
    // presses one spot again and again comes to the end, and no further.
    const on = button("on", () => turn(1), "on");
    on.disabled = last;
    buttons.append(on);
    if (at) buttons.append(button("back", () => turn(-1)));
    const rehearse = document.querySelector(".st-key-rehearse button");
    if (last && rehearse) buttons.append(button("rehearse", () => { shut(); rehearse.click(); }, "on"));
    buttons.append(last ? button("end", shut, rehearse ? "" : "on") : button("skip", shut, "quiet"));
    says.append(buttons);
    panel.replaceChildren(drawing(step.name), says);
  }
  function turn(by) {
    at += by;
    show();
    panel.querySelector("h2").focus(); // read aloud; the keyboard stays where the buttons are
  }
  function shut() {
    keepAway();
    window.rcTourShut = data.turn;
    parentElement.rcDrawn = null;
    exchange(parentElement, el("div", "rc-tour-none"));
    document.querySelector(".st-key-tour button")?.focus();
  }
  function button(name, does, className = "") {
    const made = el("button", className, words[name]);
    made.type = "button";
    made.dataset.tour = name;
    made.onclick = does;
    return made;
  }
}
