// Both lanes as one picture: a column for each step, the team's side under the client's.
function facts(label, names) {
  const found = el("span", "rc-facts", "");
  found.append(el("b", "", label), ` ${names.join(", ")}`);
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
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const labels = data.words;
  const picture = el("div", "rc-journeys", "");
  const lanes = el("div", "rc-lanes", "");
  lanes.style.gridTemplateColumns = `repeat(${data.steps.length}, minmax(7.2rem, 1fr))`;
  for (const step of data.steps) {
    const stop = el("button", "rc-stop", "");
    stop.type = "button";
    stop.dataset.step = step.id;
    stop.style.gridColumn = step.position;
    stop.classList.toggle("chosen", step.id === data.chosen);
    stop.title = labels.edit;
    const client = half("rc-client", step.client, "", { channels: step.channels }, labels);
    const number = el("span", "rc-number", step.position);
    if (step.truth) number.append(el("span", "rc-truth", `★ ${labels.truth}`));
    client.prepend(number);
    const { front, back, tools } = step;
    stop.append(client, half("rc-team", step.team, labels.nothing, { front, back, tools }, labels));
    stop.addEventListener("click", () => setTriggerValue("chosen", step.id));
    lanes.append(stop);
  }
  lanes.append(el("p", "rc-lane client", data.client), el("p", "rc-lane team", data.team));
  picture.append(lanes);
  const place = parentElement.rcRoot?.scrollLeft ?? 0;
  exchange(parentElement, picture);
  picture.scrollLeft = place;
  const chosen = lanes.querySelector(".chosen")?.getBoundingClientRect();
  const seen = picture.getBoundingClientRect();
  if (chosen?.right > seen.right) picture.scrollLeft += chosen.right - seen.right;
  else if (chosen?.left < seen.left) picture.scrollLeft -= seen.left - chosen.left;
}
