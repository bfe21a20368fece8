// How both sides live the steps, in big type: two curves, the gap between them, the voices. A side
// that nobody speaks for is dotted. As many steps on a page as have room for their titles. On the
// reveal the client's curve draws itself step by step, then the team's, then the gap.
const SVG = "http://www.w3.org/2000/svg";
// In pixels of a projector of 1920×1080:
const WIDE = 1824;
const LEFT = 250;
const TOP = 70;
const SPAN = 400;
const LETTER = 22; // the width of one in a step's title
const NAMES = 84; // from the lowest level down to the names of the steps
const LINE = 48;
const LINES = 4;
const MOST = 7;
const LEAST = 3;
// Milliseconds in which each curve, and the gap, draws itself:
const CURVE_IN = 2100;
const GAP_IN = 900;

function svg(tag, attributes, text) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (text !== undefined) node.textContent = text;
  return node;
}

// A title in lines of about so many letters.
function inLines(title, letters) {
  const lines = [];
  for (const word of title.split(" ")) {
    const last = lines.length - 1;
    if (last >= 0 && lines[last].length + 1 + word.length <= letters) lines[last] += ` ${word}`;
    else lines.push(word);
  }
  return lines;
}

function lettersOf(count) {
  return Math.floor((WIDE - LEFT) / count / LETTER);
}

// How many steps a page holds: the most whose titles are all there.
function perPage(steps) {
  for (let count = Math.min(MOST, Math.max(LEAST, steps.length)); count > LEAST; count--) {
    const fits = steps.every(({ title }) => {
      const lines = inLines(title, lettersOf(count));
      return lines.length <= LINES && lines.every((line) => line.length <= lettersOf(count));
    });
    if (fits) return count;
  }
  return LEAST;
}

function pagesOf(steps) {
  const pages = Math.ceil(steps.length / perPage(steps));
  const each = Math.ceil(steps.length / pages);
  return Array.from({ length: pages }, (_, page) => steps.slice(page * each, (page + 1) * each))
    .filter((page) => page.length);
}

function shortened(lines) {
  return lines.length > LINES ? [...lines.slice(0, LINES - 1), `${lines[LINES - 1]}…`] : lines;
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

function drawing(data, steps) {
  const wide = (WIDE - LEFT) / steps.length;
  const names = steps.map((step) => shortened(inLines(`${step.star ? "★ " : ""}${step.title}`, lettersOf(steps.length))));
  const voicesAt = TOP + SPAN + NAMES + LINE * Math.max(...names.map((name) => name.length)) + 8;
  const x = (place) => LEFT + wide * (place + 0.5);
  const y = (mean) => TOP + ((2 - mean) / 4) * SPAN;
  // When each part comes, in turn: the client's curve, the team's, then the gap.
  const when = (node, side, place) => {
    const first = { client: 0, employee: CURVE_IN, gap: 2 * CURVE_IN }[side];
    const lasts = side === "gap" ? GAP_IN : CURVE_IN;
    node.style.setProperty("--when", `${Math.round(first + (lasts * place) / steps.length)}ms`);
    return node;
  };
  const root = svg("svg", { viewBox: `0 0 ${WIDE} ${voicesAt + 16}`, role: "img", "aria-label": data.sentence });
  data.words.scale.forEach((word, place) => {
    const at = y(place - 2);
    root.append(
      svg("line", { x1: LEFT, x2: WIDE, y1: at, y2: at, class: place === 2 ? "rc-middle" : "rc-level" }),
      svg("text", { x: LEFT - 24, y: at + 10, class: "rc-level-name" }, word),
    );
  });
  const both = unbroken(steps, (step) => step.client !== null && step.employee !== null);
  for (const run of both) {
    const there = run.map((place) => `${x(place)},${y(steps[place].client)}`);
    const back = run.map((place) => `${x(place)},${y(steps[place].employee)}`).reverse();
    root.append(when(svg("polygon", { points: [...there, ...back].join(" "), class: "rc-gap" }), "gap", 0));
    for (const place of run) {
      root.append(when(svg("line", {
        x1: x(place), x2: x(place), y1: y(steps[place].client), y2: y(steps[place].employee), class: "rc-gap-line",
      }), "gap", place));
    }
  }
  for (const side of ["employee", "client"]) {
    for (const run of unbroken(steps, (step) => step[side] !== null)) {
      for (const place of run.slice(1)) {
        const ends = [place - 1, place];
        const points = ends.map((at) => `${x(at)},${y(steps[at][side])}`).join(" ");
        const dotted = side === "client" && ends.some((at) => steps[at].dotted) ? " dotted" : "";
        root.append(when(svg("polyline", { points, class: `rc-curve ${side}${dotted}` }), side, place));
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
        when(mark(side, x(place), y(step[side]), step.dotted), side, place),
        when(svg("text", { x: x(place), y: y(step[side]) + (above ? -30 : 62), class: `rc-mean ${side}` }, step.said[side]), side, place),
      );
    }
    const title = svg("text", { x: x(place), y: TOP + SPAN + NAMES, class: "rc-step-name" });
    names[place].forEach((line, row) => {
      title.append(svg("tspan", { x: x(place), dy: row ? LINE : 0 }, line));
    });
    root.append(title);
    const voices = svg("text", { x: x(place), y: voicesAt, class: "rc-voices" });
    for (const side of ["client", "employee"]) {
      if (step[side] === null) continue;
      const sign = side === "client" ? "●" : "■";
      voices.append(svg("tspan", { class: side, dx: side === "client" ? 0 : 22 }, `${sign} ${step.voices[side]}`));
    }
    root.append(voices);
  });
  root.append(svg("text", { x: LEFT - 24, y: voicesAt, class: "rc-level-name" }, data.words.voices));
  return root;
}

function keyNode(data) {
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
  const gap = el("span", "");
  gap.append(el("i", "rc-gap-key"), data.words.gap);
  key.append(gap);
  return key;
}

export default function (component) {
  const { data, parentElement } = component;
  const state = (parentElement.rcCurves ??= {});
  if (isNews(parentElement, data)) {
    const root = el("section", "rc-moods");
    const stage = el("div", "rc-mood-stage");
    root.append(keyNode(data), stage);
    if (data.sentence) root.append(el("p", "rc-sentence", data.sentence));
    if (data.note) root.append(el("p", "rc-rule", data.note));
    exchange(parentElement, root);
    const pages = pagesOf(data.steps);
    root.classList.toggle("turning", pages.length > 1);
    Object.assign(state, { stage, pages, drawn: null });
    if (curtain(data.of, true)) play(root, [[2 * CURVE_IN + GAP_IN + 600, () => {}]]);
  }
  return turning(parentElement, state.pages.length, (page) => {
    if (state.drawn === page) return; // what draws itself is not begun again
    state.drawn = page;
    state.stage.replaceChildren(drawing(data, state.pages[page]));
  }, pageSaid(data.words));
}
