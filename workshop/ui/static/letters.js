// Whether keys of a single letter are heard: of this browser, not of a workshop.
export default function (component) {
  const { data, parentElement } = component;
  if (!isNews(parentElement, data)) return;
  const label = el("label", "rc-letters");
  const box = el("input");
  box.type = "checkbox";
  box.checked = lettersHeard();
  box.onchange = () => {
    try {
      localStorage.setItem(LETTERS, box.checked ? "on" : "off");
    } catch {
      box.checked = true; // a browser that keeps nothing
    }
  };
  label.append(box, el("span", "", data.says));
  exchange(parentElement, label);
}
