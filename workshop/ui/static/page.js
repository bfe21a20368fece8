// What belongs to the page and to no part of it: its language, for voices that read it aloud, and
// the way out when a run was lost. Streamlit drops what a run has drawn when another is asked for
// at the very moment it ends: the page then stays empty, and only a full run draws it again.
const EMPTY_FOR = 3;
export default function (component) {
  const root = document.documentElement;
  root.lang = component.data.language;
  // What Streamlit says in English only; theme.css sets these words in its place.
  for (const [name, word] of Object.entries(component.data.words)) {
    root.style.setProperty(`--rc-${name}`, JSON.stringify(word));
  }
  const again = () => component.setTriggerValue("again", String(Date.now()));
  window.rcAgain = again;
  let empty = 0;
  const look = setInterval(() => {
    const drawn = document.querySelector('[data-testid="stMain"] :is(h1, .rc-blank)');
    empty = drawn || !isIdle() ? 0 : empty + 1;
    if (empty === EMPTY_FOR) again();
  }, 1000);
  return () => clearInterval(look);
}
