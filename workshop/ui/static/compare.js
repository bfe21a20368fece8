// Two workshops on one matrix: each topic where the newer one has it, an arrow from where it was.
const SVG = "http://www.w3.org/2000/svg";

function svg(tag, attributes) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

// From the ring where the topic was to the edge of its chip, with a head of its own.
function arrowNodes([x0, y0], [x1, y1], chip) {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const length = Math.hypot(dx, dy) || 1;
  const reach = Math.min(
    dx ? (chip.width / 2 + 2) * Math.abs(length / dx) : Infinity,
    dy ? (chip.height / 2 + 2) * Math.abs(length / dy) : Infinity,
  );
  const [ux, uy] = [dx / length, dy / length];
  const [tx, ty] = [x1 - ux * reach, y1 - uy * reach];
  const head = 9;
  const [bx, by] = [tx - ux * head, ty - uy * head];
  const points = [[tx, ty], [bx - uy * head * 0.5, by + ux * head * 0.5], [bx + uy * head * 0.5, by - ux * head * 0.5]];
  return [
    svg("line", { x1: x0 + ux * 6, y1: y0 + uy * 6, x2: bx, y2: by }),
    svg("circle", { cx: x0, cy: y0, r: 6 }),
    svg("polygon", { points: points.map((point) => point.join(",")).join(" ") }),
  ];
}

function beside(data) {
  const side = el("div", "rc-film-news");
  const moved = data.topics.filter((topic) => topic.moved);
  side.append(el("p", "rc-film-head", moved.length ? data.words.moves : data.words.calm));
  for (const topic of moved) {
    const line = el("p", "rc-film-move");
    const words = el("span", "");
    words.append(el("b", "", `${topic.label} · ${topic.title}`));
    words.append(el("br"), document.createTextNode(topic.said));
    line.append(shape(topic.after[2]), words);
    side.append(line);
  }
  return side;
}

export default function (component) {
  const { data, parentElement } = component;
  if (!isNews(parentElement, data)) return;
  const root = el("div", "rc-film rc-compare");
  const field = stage(data);
  field.setAttribute("aria-label", data.words.picture);
  const arrows = svg("svg", { class: "rc-arrows", "aria-hidden": "true" });
  field.append(arrows);
  const chips = data.topics.map((topic) => {
    const chip = el("i", `rc-film-dot ${topic.after[2]}${topic.moved ? "" : " stayed"}`);
    chip.append(shape(topic.after[2]), document.createTextNode(topic.label));
    chip.title = topic.title;
    chip.dataset.label = topic.label;
    field.append(chip);
    return chip;
  });
  const draw = () => {
    const box = { width: field.clientWidth, height: field.clientHeight };
    const size = chipSize(field);
    const places = arranged(new Map(data.topics.map((topic, at) => [at, topic.after])), box, size);
    arrows.replaceChildren();
    data.topics.forEach((topic, at) => {
      const place = places.get(at);
      chips[at].style.transform = `translate(${place[0]}px, ${place[1]}px) translate(-50%, -50%)`;
      if (!topic.moved) return;
      const [across, down] = topic.before;
      const was = [((across + EDGE) / (2 * EDGE)) * box.width, ((down + EDGE) / (2 * EDGE)) * box.height];
      arrows.append(...arrowNodes(was, place, size));
    });
  };
  const parts = el("div", "rc-film-parts");
  parts.append(field, beside(data));
  root.append(parts);
  exchange(parentElement, root);
  draw();
  new ResizeObserver(() => root.isConnected && draw()).observe(field);
}
