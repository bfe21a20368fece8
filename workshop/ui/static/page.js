// What belongs to the page and to no part of it: its language, for voices that read it aloud, and
// the way out when a run was lost (ADR 6): a page that stays empty is drawn again by a full run, or
// opened again where even this component was taken away, and nobody is left to ask for one.
const EMPTY_FOR = 2; // seconds
const CUT_FOR = 2; // a page that only begins is not cut yet
const LOST_AFTER = 4;
const STUCK_AFTER = 6; // where Streamlit says that it still runs
// Of a lost connection Streamlit says, over the room's picture, whether its "server" runs. We say it
// in our words, below the picture; its own dialogs are not drawn (theme.css), and let go of the page.
const ITS_OWN = '[data-testid="stDialog"]:not(:has([data-testid="stVerticalBlock"]))';
function sayCut(cut) {
  document.querySelector(`${ITS_OWN} [role="dialog"] > button`)?.click();
  let said = document.querySelector(".rc-cut");
  if (!cut) return said?.remove();
  if (said) return;
  said = document.createElement("p");
  said.className = "rc-cut";
  said.setAttribute("role", "status");
  document.body.append(said);
  said.textContent = window.rcCut;
}
function watch() {
  let empty = 0;
  let cutFor = 0;
  return setInterval(() => {
    const app = document.querySelector('[data-testid="stApp"]');
    const cut = app && app.dataset.testConnectionState !== "CONNECTED";
    cutFor = cut ? cutFor + 1 : 0;
    sayCut(cutFor >= CUT_FOR);
    measure();
    const drawn = document.querySelector('[data-testid="stMain"] :is(h1, .rc-blank)');
    empty = drawn || cut ? 0 : empty + 1;
    if (empty >= (isIdle() ? LOST_AFTER : STUCK_AFTER)) location.reload();
    else if (empty === EMPTY_FOR && isIdle()) window.rcAgain?.();
  }, 1000);
}
// How much of the window the strip on top keeps, a rehearsal's mark and the compass included: what
// is brought into sight, or stays beside a list, begins below it.
function measure() {
  const strip = document.querySelector(".st-key-conduct")?.parentElement.parentElement.parentElement;
  const kept = strip && getComputedStyle(strip).position === "sticky" ? strip.offsetHeight : 0;
  document.documentElement.style.setProperty("--strip", `${kept}px`);
}
// Streamlit draws what a button unfolds at the end of the page, and leaves the keyboard where it is:
// Tab would pass by hundreds of cards first. It goes in with what was opened, stays inside, and
// comes back with Escape, as Streamlit does by itself.
const UNFOLDED = '[data-testid="stPopoverBody"]';
const REACHED = "a[href], button:enabled, input:enabled, select:enabled, textarea:enabled";
function reached(body) {
  return [...body.querySelectorAll(REACHED)].filter((node) => node.getClientRects().length);
}
function goIn(tries = 20) {
  const body = document.querySelector(UNFOLDED);
  if (body?.contains(document.activeElement)) return; // a quick hand went in by itself
  const [first] = body ? reached(body) : [];
  if (first) first.focus();
  else if (body && tries < 10) { body.tabIndex = -1; body.focus(); } // only something to read
  else if (tries) setTimeout(() => goIn(tries - 1), 50);
}
function unfold(event) {
  // A click of the mouse has a count; one of Enter, Space or another key has none.
  const byKey = event.detail === 0 && event.target.closest?.('[data-testid="stPopoverButton"]');
  if (byKey) setTimeout(() => goIn(), 120); // until it is drawn from its first to its last control
}
function stayIn(event) {
  const body = event.key === "Tab" && event.target.closest?.(UNFOLDED);
  if (!body) return;
  const nodes = reached(body);
  const edge = event.shiftKey ? nodes[0] : nodes.at(-1);
  if (nodes.length && event.target !== edge && event.target !== body) return;
  event.preventDefault();
  (event.shiftKey ? nodes.at(-1) : nodes[0])?.focus();
}
// The buttons that stay at the end of a form hide nothing that the keyboard has come to. (Padding of
// what scrolls would do it too, but then a list scrolls away under the mouse, and closes.)
function uncover(event) {
  const field = event.key === "Tab" && document.activeElement;
  const end = field && field.closest('[data-testid="stColumn"]')?.querySelector(".st-key-form-end");
  if (!end || end.contains(field)) return;
  const [own, over] = [field, end].map((node) => node.getBoundingClientRect());
  if (own.bottom > over.top) field.scrollIntoView({ block: "center" });
}
export default function (component) {
  const root = document.documentElement;
  root.lang = component.data.language;
  // What Streamlit says in English only; theme.css sets these words in its place.
  for (const [name, word] of Object.entries(component.data.words)) {
    root.style.setProperty(`--rc-${name}`, JSON.stringify(word));
  }
  // A screen reader would say its own words beside ours.
  const skip = document.querySelector('[data-testid="stSkipToContent"]');
  skip?.setAttribute("aria-label", component.data.words.skip);
  window.rcCut = component.data.cut;
  measure();
  const again = () => component.setTriggerValue("again", String(Date.now()));
  window.rcAgain = again;
  window.rcWatch ??= watch(); // once a window: it must outlive what it watches
  document.addEventListener("click", unfold);
  document.addEventListener("keydown", stayIn);
  document.addEventListener("keyup", uncover);
  return () => {
    if (window.rcAgain === again) window.rcAgain = null;
    document.removeEventListener("click", unfold);
    document.removeEventListener("keydown", stayIn);
    document.removeEventListener("keyup", uncover);
  };
}
