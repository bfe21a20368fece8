// A trail from top to bottom: what the room said, then what came of it; a label begins another one.
const CARDS_FIRST = 6;

function entryNode(entry, start, pick) {
  const line = el("li", "rc-way-entry");
  if (entry.label) line.dataset.label = entry.label;
  const head = el("p", "");
  if (entry.quadrant) head.append(shape(entry.quadrant));
  if (entry.label && entry.label !== start) {
    const button = el("button", "rc-way-label", entry.label);
    button.type = "button";
    button.title = entry.says;
    button.setAttribute("aria-label", entry.says);
    button.onclick = () => pick(entry.label);
    head.append(button);
  } else if (entry.label) {
    head.append(el("b", "rc-way-label here", entry.label));
  }
  head.append(el("span", "", entry.title));
  line.append(head);
  for (const note of entry.notes) line.append(el("small", "", note));
  return line;
}

function chapterNode(chapter, start, words, pick) {
  const part = el("section", `rc-way-part ${chapter.code}`);
  part.append(el("h2", "", chapter.title));
  if (!chapter.entries.length) {
    part.classList.add("empty");
    part.append(el("p", "rc-way-missing", chapter.missing));
    return part;
  }
  const list = (entries) => {
    const found = el("ul", "");
    for (const entry of entries) found.append(entryNode(entry, start, pick));
    return found;
  };
  part.append(list(chapter.entries.slice(0, CARDS_FIRST)));
  const rest = chapter.entries.slice(CARDS_FIRST);
  if (rest.length) {
    const fold = el("details", "");
    fold.append(el("summary", "", words.more.replace("{n}", rest.length)), list(rest));
    part.append(fold);
  }
  return part;
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  if (!isNews(parentElement, data)) return;
  const root = el("div", "rc-way");
  for (const chapter of data.chapters) {
    root.append(chapterNode(chapter, data.start, data.words, (label) => setTriggerValue("pick", label)));
  }
  exchange(parentElement, root);
}
