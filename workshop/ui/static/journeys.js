function words(tag, name, text) {
  const found = document.createElement(tag);
  found.className = name;
  found.textContent = text;
  return found;
}
function facts(label, names) {
  const found = words("span", "rc-facts", "");
  found.append(words("b", "", label), ` ${names.join(", ")}`);
  return found;
}
function half(name, title, none, lists, labels) {
  const found = words("span", `rc-half ${name}`, "");
  found.append(words("span", title ? "rc-title" : "rc-title rc-none", title || none));
  for (const list of Object.keys(lists)) {
    if (lists[list].length) found.append(facts(labels[list], lists[list]));
  }
  return found;
}
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const labels = data.words;
  const picture = words("div", "rc-journeys", "");
  const lanes = words("div", "rc-lanes", "");
  lanes.style.gridTemplateColumns = `repeat(${data.steps.length}, minmax(8.4rem, 1fr))`;
  for (const step of data.steps) {
    const stop = words("button", "rc-stop", "");
    stop.type = "button";
    stop.dataset.step = step.id;
    stop.style.gridColumn = step.position;
    stop.classList.toggle("chosen", step.id === data.chosen);
    stop.title = labels.edit;
    const client = half("rc-client", step.client, "", { channels: step.channels }, labels);
    const number = words("span", "rc-number", step.position);
    if (step.truth) number.append(words("span", "rc-truth", `★ ${labels.truth}`));
    client.prepend(number);
    const { front, back, tools } = step;
    stop.append(client, half("rc-team", step.team, labels.nothing, { front, back, tools }, labels));
    stop.addEventListener("click", () => setTriggerValue("chosen", step.id));
    lanes.append(stop);
  }
  lanes.append(words("p", "rc-lane client", data.client), words("p", "rc-lane team", data.team));
  picture.append(lanes);
  const before = parentElement.querySelector(".rc-journeys");
  const place = before?.scrollLeft ?? 0;
  before?.remove();
  parentElement.append(picture);
  picture.scrollLeft = place;
}
