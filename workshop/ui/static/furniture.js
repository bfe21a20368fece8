// What Streamlit says of its own furniture is English, and Streamlit takes no other words: labels for
// voices, hints in empty fields, the letters of an empty date. They are said anew as they appear.
const SAYING = ["aria-label", "aria-valuetext", "aria-roledescription", "placeholder", "title"];
// Before what a field is called: "Help for Title".
const SAID_FIRST = /^(Help for|Remove|Choose date,|day,|month,|year,|Selected Date:) /;
const DATE_PARTS = '[data-testid="stDateInput"] [role="spinbutton"], [id^="react-aria-description"]';
// Months in letters, beside all others that are in the browser's own language.
const MONTH_SAID = /^(\d+ – )([A-Z][a-z]+)$/;
const DATE_SAID = /^Selected Date: ([A-Z][a-z]+ \d+, \d{4})$/;
// A mark of a chart is read aloud by the codes of its columns, "x: 0.7; colour: #a52f28; name: Tool":
// what has a name for people stays, and the value of what is a name; the axes stand beside it.
const CODED = /^[a-z_0-9]+: /;
const NAMING = /^(name|said|text): /;

function ofMark(said, colon) {
  const told = said.split("; ").filter((part) => !CODED.test(part) || NAMING.test(part));
  // Said anew, a mark is seen anew: what has its colon already must stay as it is, or it has no end.
  const named = (part) => part.replace(NAMING, "").replace(/(?<!\u00a0): /, colon);
  return told.map(named).join(" · ");
}

function sayMark(node, words) {
  const said = node.getAttribute("aria-label");
  if (!said) return;
  const told = node.getAttribute("role") === "graphics-symbol" && !/^[XY]-axis/.test(said)
    ? ofMark(said, words.colon) : "";
  if (!told) { node.removeAttribute("aria-label"); node.setAttribute("aria-hidden", "true"); }
  else if (told !== said) node.setAttribute("aria-label", told);
}

function inLetters(written, how) {
  const day = new Date(`${written} 12:00`);
  const language = document.documentElement.lang || undefined;
  return Number.isNaN(+day) ? written : new Intl.DateTimeFormat(language, how).format(day);
}

function renamed(said, words) {
  if (Object.hasOwn(words, said)) return words[said];
  const month = MONTH_SAID.exec(said);
  if (month) return month[1] + inLetters(`${month[2]} 1, 2000`, { month: "long" });
  const day = DATE_SAID.exec(said);
  if (day) return `${words["Selected Date:"]} ${inLetters(day[1], { dateStyle: "long" })}`;
  const [, first] = SAID_FIRST.exec(said) ?? [];
  return first && Object.hasOwn(words, first) ? words[first] + said.slice(first.length) : said;
}

function sayAnew(node, words) {
  if (node.closest(".vega-embed")) node.removeAttribute("aria-roledescription");
  if (node.closest(".vega-embed svg")) return sayMark(node, words);
  if (node.getAttribute("role") === "img" && /^\w+ icon$/.test(node.getAttribute("aria-label"))) {
    node.removeAttribute("aria-label"); // a picture beside its word
    node.setAttribute("aria-hidden", "true");
    return;
  }
  for (const name of SAYING) {
    const said = node.getAttribute(name);
    const ours = said && renamed(said, words);
    if (ours && ours !== said) node.setAttribute(name, ours);
  }
  const letters = node.matches(DATE_PARTS) && node.firstChild;
  const anew = letters?.data && renamed(letters.data, words);
  if (anew && anew !== letters.data) letters.data = anew;
}

function sayAllAnew(root, words) {
  if (root?.nodeType !== 1) return;
  sayAnew(root, words);
  const found = root.querySelectorAll(`${SAYING.map((name) => `[${name}]`)}, ${DATE_PARTS}`);
  for (const node of found) sayAnew(node, words);
}

export default function (component) {
  const { words } = component.data;
  const watch = new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "childList") for (const node of addedNodes) sayAllAnew(node, words);
      else sayAllAnew(type === "attributes" ? target : target.parentElement, words);
    }
  });
  sayAllAnew(document.body, words);
  watch.observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: SAYING,
  });
  return () => watch.disconnect();
}
