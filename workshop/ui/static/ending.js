// Streamlit ends a component only when it goes for good: one that is drawn again with other data
// would listen and tick twice. What the last drawing began is ended here before the next begins.
export default function (component) {
  const { parentElement } = component;
  const end = () => {
    parentElement.rcEnd?.();
    parentElement.rcEnd = null;
  };
  end();
  parentElement.rcEnd = drawComponent(component);
  return end;
}
