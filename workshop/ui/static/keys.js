// Keys of the facilitator in front of the room; never while somebody types, nor under a dialog.
// Heard before Streamlit, whose own R runs the page again and whose C empties its memory.
// `keys`: what a key sends; `clicks`: the button that a key presses, where the page has it.
const TYPED = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]";
export default function (component) {
  const { data, setTriggerValue } = component;
  const press = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.composedPath()[0];
    if (target.closest?.(TYPED) || document.querySelector('[data-testid="stDialog"]')) return;
    const key = event.key.toLowerCase();
    const name = data.keys[key];
    const button = data.clicks?.[key];
    if (!name && !button) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    // A key held down would open and close the vote ten times a second.
    if (event.repeat) return;
    if (button) document.querySelector(button)?.click();
    else setTriggerValue(name, event.timeStamp);
  };
  window.addEventListener("keydown", press, true);
  return () => window.removeEventListener("keydown", press, true);
}
