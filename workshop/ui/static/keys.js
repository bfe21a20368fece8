// Keys of the facilitator in front of the room; never while somebody types, nor under a dialog.
// Heard before Streamlit, whose own R runs the page again and whose C empties its memory.
// `keys`: what a key sends, with `seen`, what the screen showed when it was pressed. `clicks`: the
// button that a key presses, where the page has it. `help`: what "?" lists on a screen without
// any control. `quiet`: only the palette asks for gestures; so it is, too, where somebody switched
// the keys of a single letter off.
const TYPED = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]";
const BUSY = 100;
const TRIES = 50;
const HELP_FOR = 12000;
function helpNode(help) {
  const node = el("section", "rc-keys-help");
  node.append(el("h2", "", help.title));
  const list = el("dl");
  for (const [key, says] of help.lines) list.append(el("dt", "", key), el("dd", "", says));
  node.append(list);
  return node;
}
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const state = (parentElement.rcKeys ??= { data: null, help: null });
  state.data = data;
  // A key that meets a run of the page would be dropped with it: it waits for its turn.
  const send = (name, value, tries = TRIES) => {
    if (isIdle() || !tries) {
      takeTurn(ANSWERED);
      setTriggerValue(name, value);
    } else setTimeout(() => send(name, value, tries - 1), BUSY);
  };
  const help = () => {
    const open = state.help;
    clearTimeout(state.hiding);
    state.help = open ? null : helpNode(state.data.help);
    if (open) {
      open.remove();
      return;
    }
    document.body.append(state.help);
    // Nobody needs to remember that it covers what the room looks at.
    state.hiding = setTimeout(() => { if (state.help) help(); }, HELP_FOR);
  };
  const act = (key, at) => {
    const { keys, clicks = {}, seen = "" } = state.data;
    if (clicks[key]) document.querySelector(clicks[key])?.click();
    else if (keys[key]) send(keys[key], { at, seen });
  };
  const press = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (state.data.quiet || !lettersHeard()) return;
    const target = event.composedPath()[0];
    if (target.closest?.(TYPED) || document.querySelector('[data-testid="stDialog"]')) return;
    const key = event.key.toLowerCase();
    const { keys, clicks = {} } = state.data;
    const shows = state.data.help && (key === "?" || (key === "escape" && state.help));
    if (!keys[key] && !clicks[key] && !shows) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    // A key held down would open and close the vote ten times a second.
    if (event.repeat) return;
    if (shows) help();
    else act(key, event.timeStamp);
  };
  const asked = (event) => act(event.detail, event.timeStamp);
  window.addEventListener("rc-gesture", asked);
  window.addEventListener("keydown", press, true);
  return () => {
    window.removeEventListener("keydown", press, true);
    window.removeEventListener("rc-gesture", asked);
    // A rerun draws this component again: only where it is gone does its list go too.
    setTimeout(() => { if (!parentElement.isConnected) state.help?.remove(); }, BUSY);
  };
}
