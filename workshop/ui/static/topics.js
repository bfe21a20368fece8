// The topics of the grouping: title, cards in words, steps; pressing one opens it.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  if (!isNews(parentElement, data)) return;
  const before = parentElement.querySelector(".rc-topics");
  const scroll = before?.scrollTop ?? 0;
  const list = el("div", "rc-topics");
  for (const topic of data.topics) {
    const line = el("button", "rc-topic-line");
    line.type = "button";
    line.dataset.label = topic.label;
    if (topic.label === data.chosen) line.setAttribute("aria-current", "true");
    line.append(el("b", "", topic.title), el("small", "", topic.cards), el("small", "", topic.steps));
    if (topic.silent) line.append(el("small", "rc-silent", topic.silent));
    line.onclick = () => setTriggerValue("pick", topic.label);
    list.append(line);
  }
  exchange(parentElement, list);
  list.scrollTop = scroll;
}
