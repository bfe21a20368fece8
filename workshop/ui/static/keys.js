// Keys of the facilitator in front of the room; never while somebody types.
export default function (component) {
  const { data, setTriggerValue } = component;
  const press = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const target = event.composedPath()[0];
    if (target.closest?.("input, textarea, select, [contenteditable=true]")) return;
    const name = data.keys[event.key.toLowerCase()];
    if (!name) return;
    event.preventDefault();
    setTriggerValue(name, event.timeStamp);
  };
  document.addEventListener("keydown", press);
  return () => document.removeEventListener("keydown", press);
}
