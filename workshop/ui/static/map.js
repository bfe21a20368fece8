// The map of both journeys. It comes as a picture that was drawn on the server, every word in it as
// text: it is read as XML, never as HTML, and holds neither scripts nor links.
export default function (component) {
  const { data, parentElement } = component;
  if (!isNews(parentElement, data)) return;
  const root = el("div", data.small ? "rc-map small" : "rc-map");
  const picture = new DOMParser().parseFromString(data.svg, "image/svg+xml").documentElement;
  if (data.small) root.tabIndex = 0; // it is wider than a phone: keyboards push it aside too
  root.append(document.importNode(picture, true));
  exchange(parentElement, root);
}
