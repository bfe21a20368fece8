// How both sides live the steps, in big type: two curves, the gap between them, the voices. A side
// that nobody speaks for is dotted. Drawn in pixels of a projector of 1920×1080.
const SVG = "http://www.w3.org/2000/svg";
const WIDE = 1824;
const LEFT = 250;
const TOP = 64;
const SPAN = 470;
const LETTER = 19; // the width of one in a step's title
const NAMES = 74; // from the lowest level down to the names of the steps
const LINE = 42;

function svg(tag, attributes, text) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (text !== undefined) node.textContent = text;
  return node;
}

// A title in lines of about so many letters, at most three.
function inLines(title, letters) {
  const lines = [];
  for (const word of title.split(" ")) {
    const last = lines.length - 1;
    if (last >= 0 && lines[last].length + 1 + word.length <= letters) lines[last] += ` ${word}`;
    else lines.push(word);
  }
  return lines.length > 3 ? [...lines.slice(0, 2), `${lines[2]}…`] : lines;
}

// The unbroken runs of steps where something is known: a curve does not jump over what is not.
function unbroken(steps, known) {
  const found = [[]];
  steps.forEach((step, place) => {
    if (known(step)) found[found.length - 1].push(place);
    else found.push([]);
  });
  return found.filter((run) => run.length);
}

function mark(side, x, y, dotted) {
  return side === "client"
    ? svg("circle", { cx: x, cy: y, r: 14, class: `rc-mark client${dotted ? " dotted" : ""}` })
    : svg("rect", { x: x - 13, y: y - 13, width: 26, height: 26, rx: 3, class: "rc-mark employee" });
}

function drawing(data) {
  const { steps } = data;
  const wide = (WIDE - LEFT) / steps.length;
  const letters = Math.max(10, Math.floor(wide / LETTER));
  const names = steps.map((step) => inLines(step.title, letters));
  const voicesAt = TOP + SPAN + NAMES + LINE * Math.max(...names.map((name) => name.length)) + 12;
  const x = (place) => LEFT + wide * (place + 0.5);
  const y = (mean) => TOP + ((2 - mean) / 4) * SPAN;
  const root = svg("svg", { viewBox: `0 0 ${WIDE} ${voicesAt + 16}`, role: "img", "aria-label": data.sentence });
  data.words.scale.forEach((word, place) => {
    const at = y(place - 2);
    root.append(
      svg("line", { x1: LEFT, x2: WIDE, y1: at, y2: at, class: place === 2 ? "rc-middle" : "rc-level" }),
      svg("text", { x: LEFT - 24, y: at + 9, class: "rc-level-name" }, word),
    );
  });
  const both = unbroken(steps, (step) => step.client !== null && step.employee !== null);
  for (const run of both) {
    const there = run.map((place) => `${x(place)},${y(steps[place].client)}`);
    const back = run.map((place) => `${x(place)},${y(steps[place].employee)}`).reverse();
    root.append(svg("polygon", { points: [...there, ...back].join(" "), class: "rc-gap" }));
    for (const place of run) {
      root.append(svg("line", {
        x1: x(place), x2: x(place), y1: y(steps[place].client), y2: y(steps[place].employee), class: "rc-gap-line",
      }));
    }
  }
  for (const side of ["employee", "client"]) {
    for (const run of unbroken(steps, (step) => step[side] !== null)) {
      for (const place of run.slice(1)) {
        const ends = [place - 1, place];
        const points = ends.map((at) => `${x(at)},${y(steps[at][side])}`).join(" ");
        const dotted = side === "client" && ends.some((at) => steps[at].dotted) ? " dotted" : "";
        root.append(svg("polyline", { points, class: `rc-curve ${side}${dotted}` }));
      }
    }
  }
  steps.forEach((step, place) => {
    const [client, employee] = [step.client, step.employee];
    for (const side of ["client", "employee"]) {
      if (step[side] === null) continue;
      const other = side === "client" ? employee : client;
      const above = other === null || (step[side] === other ? side === "client" : step[side] > other);
      root.append(
        mark(side, x(place), y(step[side]), step.dotted),
        svg("text", { x: x(place), y: y(step[side]) + (above ? -30 : 58), class: `rc-mean ${side}` }, step.said[side]),
      );
    }
    const title = svg("text", { x: x(place), y: TOP + SPAN + NAMES, class: "rc-step-name" });
    names[place].forEach((line, row) => {
      title.append(svg("tspan", { x: x(place), dy: row ? LINE : 0 }, line));
    });
    root.append(title);
    const voices = svg("text", { x: x(place), y: voicesAt, class: "rc-voices" });
    for (const side of ["client", "employee"]) {
      const sign = side === "client" ? "●" : "■";
      voices.append(svg("tspan", { class: side, dx: side === "client" ? 0 : 22 }, `${sign} ${step.voices[side]}`));
    }
    root.append(voices);
  });
  root.append(svg("text", { x: LEFT - 24, y: voicesAt, class: "rc-level-name" }, data.words.voices));
  return root;
}

export default function (component) {
  const { data, parentElement } = component;
  if (!isNews(parentElement, data)) return;
  const root = el("section", "rc-moods");
  const key = el("p", "rc-key");
  for (const side of ["client", "employee"]) {
    const entry = el("span", side);
    const sign = svg("svg", { viewBox: "0 0 60 30", "aria-hidden": "true" });
    const dotted = side === "client" && data.steps.every((step) => step.dotted || step.client === null);
    const line = `rc-curve ${side}${dotted ? " dotted" : ""}`;
    sign.append(svg("polyline", { points: "0,15 60,15", class: line }), mark(side, 30, 15, dotted));
    entry.append(sign, data.words[side]);
    key.append(entry);
  }
  root.append(key, drawing(data), el("p", "rc-sentence", data.sentence));
  if (data.note) root.append(el("p", "rc-rule", data.note));
  exchange(parentElement, root);
}
