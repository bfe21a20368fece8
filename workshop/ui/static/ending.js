// Streamlit ends a component only when it goes for good: one that is drawn again with other data
// would listen and tick twice. What the last drawing began is ended here before the next begins.
// What was measured (`rcFits`) is drawn again in a window of another size, and in its own letters.
const SIZED_IN = 200;
export default function (component) {
  const { parentElement } = component;
  const end = () => {
    clearTimeout(parentElement.rcSizing);
    window.removeEventListener("resize", resized);
    parentElement.rcEnd?.();
    parentElement.rcEnd = null;
  };
  const resized = () => {
    clearTimeout(parentElement.rcSizing);
    parentElement.rcSizing = setTimeout(() => {
      if (!parentElement.isConnected) return;
      parentElement.rcDrawn = null;
      draw();
    }, SIZED_IN);
  };
  const draw = () => {
    parentElement.rcLeave?.();
    parentElement.rcEnd = drawComponent(component);
    parentElement.rcLeave = end;
    if (!parentElement.rcFits) return;
    window.addEventListener("resize", resized);
    if (document.fonts.status !== "loaded") document.fonts.ready.then(resized);
  };
  draw();
  return end;
}
