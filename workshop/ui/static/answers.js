// Answers in a sentence, in random order; one tap makes a card of one, or the seed of an idea.
function turn(answer, what, data, setTriggerValue) {
  const made = answer[what];
  if (made) return el("em", "", data.words[`${what}_made`].replace("{label}", made));
  const button = el("button", "", data.words[what]);
  button.type = "button";
  button.dataset.what = `${what} ${answer.rank}`;
  button.setAttribute("aria-label", `${data.words[what]} – ${answer.text}`);
  button.onclick = () => {
    button.disabled = true; // until the page draws what became of it
    setTriggerValue(what, { rank: answer.rank, question: answer.question });
  };
  return button;
}
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  if (!isNews(parentElement, data)) return;
  const before = parentElement.querySelector(".rc-answers");
  const scroll = before?.scrollTop ?? 0;
  const list = el("ul", "rc-answers");
  list.tabIndex = 0;
  list.setAttribute("aria-label", data.words.list);
  for (const answer of data.answers) {
    const line = el("li");
    const turns = el("span", "rc-turns");
    turns.append(...data.turns.map((what) => turn(answer, what, data, setTriggerValue)));
    line.append(el("q", "", answer.text), turns);
    list.append(line);
  }
  exchange(parentElement, list);
  list.scrollTop = scroll;
}
