// Both journeys as one picture. In mirror mode a column for each step, the team's side under the
// client's; with two life cycles a row for each side, and lines between the steps that meet.
function facts(label, items) {
  const found = el("span", "rc-facts", "");
  found.append(el("b", "", label));
  const plain = items.filter((item) => typeof item === "string");
  if (plain.length) found.append(` ${plain.join(", ")}`);
  // What has a figure of its own stands on a line of its own.
  for (const [name, said] of items.filter((item) => typeof item !== "string")) {
    const line = el("span", "rc-fact", name);
    if (said) line.append(" ", el("small", "", said));
    found.append(line);
  }
  return found;
}
function half(name, title, none, lists, labels) {
  const found = el("span", `rc-half ${name}`, "");
  found.append(el("span", title ? "rc-title" : "rc-title rc-none", title || none));
  for (const list of Object.keys(lists)) {
    if (lists[list].length) found.append(facts(labels[list], lists[list]));
  }
  return found;
}
function numbered(step, labels) {
  const number = el("span", "rc-number", step.number);
  if (step.truth) number.append(el("span", "rc-truth", `★ ${labels.truth}`));
  if (step.human) number.append(el("span", "rc-truth", `♥ ${labels.human}`));
  return number;
}
function stopOf(step, data, name, choose) {
  const stop = el("button", name, "");
  stop.type = "button";
  stop.dataset.step = step.id;
  stop.classList.toggle("chosen", step.id === data.chosen);
  stop.addEventListener("click", () => choose(step.id));
  return stop;
}
function mirrored(data, choose) {
  const labels = data.words;
  const lanes = el("div", "rc-lanes", "");
  lanes.style.gridTemplateColumns = `repeat(${data.steps.length}, minmax(7.2rem, 1fr))`;
  data.steps.forEach((step, index) => {
    const stop = stopOf(step, data, "rc-stop", choose);
    stop.style.gridColumn = index + 1;
    stop.title = labels.edit;
    const { channels, front, back, tools, kpis } = step;
    const client = half("rc-client", step.client, "", { channels }, labels);
    client.prepend(numbered(step, labels));
    const lists = { front, back, tools, kpis };
    stop.append(client, half("rc-team", step.team, labels.nothing, lists, labels));
    lanes.append(stop);
  });
  lanes.append(el("p", "rc-lane client", data.client), el("p", "rc-lane team", data.team));
  return lanes;
}
function parted(data, choose, link) {
  const labels = data.words;
  const chosen = data.steps.find((step) => step.id === data.chosen);
  const whole = el("div", "rc-parted", "");
  const counts = ["client", "employee"].map((lane) => data.steps.filter((s) => s.lane === lane).length);
  whole.style.minWidth = `${8.1 * Math.max(...counts)}rem`;
  for (const lane of ["client", "employee"]) {
    const row = el("div", `rc-cycle ${lane}`, "");
    for (const step of data.steps.filter((found) => found.lane === lane)) {
      const place = el("div", "rc-place", "");
      const { channels, front, back, tools, kpis } = step;
      const lists = { channels, front, back, tools, kpis };
      const box = half(lane === "client" ? "rc-client" : "rc-team", step.client, "", lists, labels);
      box.prepend(numbered(step, labels));
      const stop = stopOf(step, data, "rc-step", choose);
      stop.append(box);
      place.append(stop);
      if (chosen && chosen.lane !== lane) {
        const isLinked = data.linked.includes(step.id);
        const word = isLinked ? labels.unlink : labels.link;
        const toggle = el("button", "rc-link", `${isLinked ? "−" : "+"} ${word}`);
        toggle.type = "button";
        toggle.setAttribute("aria-label", `${word}: ${step.client}`);
        toggle.addEventListener("click", () => link(step.id));
        place.append(toggle);
      }
      row.append(place);
    }
    if (lane === "client") whole.append(el("p", "rc-lane client", data.client), row);
    else whole.append(lines(), el("p", "rc-lane team", data.team), row);
  }
  return whole;
}
function lines() {
  const drawn = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawn.classList.add("rc-links");
  drawn.setAttribute("aria-hidden", "true");
  return drawn;
}
// A line from under each client step to above each step of the team that it meets.
function connect(root, data) {
  const drawn = root.querySelector(".rc-links");
  if (!drawn?.isConnected) return;
  const whole = drawn.getBoundingClientRect();
  drawn.replaceChildren();
  for (const [one, other] of data.links) {
    const from = root.querySelector(`[data-step="${one}"]`)?.getBoundingClientRect();
    const to = root.querySelector(`[data-step="${other}"]`)?.getBoundingClientRect();
    if (!from || !to) continue;
    const x = from.left + from.width / 2 - whole.left;
    const end = to.left + to.width / 2 - whole.left;
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    const middle = whole.height / 2;
    path.setAttribute("d", `M${x} 0C${x} ${middle} ${end} ${middle} ${end} ${whole.height}`);
    path.classList.toggle("chosen", one === data.chosen || other === data.chosen);
    drawn.append(path);
  }
}
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const choose = (id) => setTriggerValue("chosen", id);
  const link = (id) => setTriggerValue("link", id);
  const picture = el("div", "rc-journeys", "");
  picture.append(data.parted ? parted(data, choose, link) : mirrored(data, choose));
  const place = parentElement.rcRoot?.scrollLeft ?? 0;
  exchange(parentElement, picture);
  picture.scrollLeft = place;
  const chosen = picture.querySelector(".chosen")?.getBoundingClientRect();
  const seen = picture.getBoundingClientRect();
  if (chosen?.right > seen.right) picture.scrollLeft += chosen.right - seen.right;
  else if (chosen?.left < seen.left) picture.scrollLeft -= seen.left - chosen.left;
  if (!data.parted) return;
  const watch = new ResizeObserver(() => connect(picture, data));
  watch.observe(picture);
  return () => watch.disconnect();
}
