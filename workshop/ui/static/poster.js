// How phones come in, and who is here: the code to scan, the address, the Wi-Fi.
const SVG = "http://www.w3.org/2000/svg";
function qr(code, name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${code.size} ${code.size}`);
  svg.setAttribute("shape-rendering", "crispEdges");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", name);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", code.path);
  path.setAttribute("fill", "black");
  svg.append(path);
  return svg;
}
function line(name, text) {
  return el("p", name, text);
}
function count(name, label) {
  const found = line("rc-count rc-small", "");
  const figure = el("strong");
  figure.dataset.count = name;
  found.append(figure, label);
  return found;
}
export default function (component) {
  const { data, parentElement } = component;
  const poster = el("section", "rc-poster");
  const code = el("div", "rc-qr");
  code.append(qr(data.qr, data.address));
  const say = el("div", "rc-say");
  const counts = el("div", "rc-counts");
  counts.append(count("phones", data.words.phones), count("people", data.words.people));
  const seen = line("rc-seen", "");
  seen.setAttribute("role", "status");
  say.append(
    line("rc-small", data.words.scan),
    line("rc-address", data.address),
    line("rc-small", data.words.code),
    line("rc-code", data.code),
    counts,
    seen,
  );
  if (data.wifi) {
    const wifi = el("div", "rc-wifi");
    const name = el("div");
    name.append(line("rc-small", data.words.wifi), line("rc-address", data.wifi.name));
    wifi.append(qr(data.wifi.qr, data.wifi.name), name);
    say.append(wifi);
  }
  poster.append(code, say);
  exchange(parentElement, poster);
  const figure = (name) => poster.querySelector(`[data-count="${name}"]`);
  const show = (phones) => {
    figure("phones").textContent = String(phones);
    const text = phones > 0 ? data.words.seen : data.words.unseen;
    seen.classList.toggle("waiting", phones === 0);
    if (seen.textContent !== text) seen.textContent = text;
  };
  figure("people").textContent = String(data.people);
  if (data.who) counts.after(line("rc-small rc-who", data.who));
  show(data.phones);
  // The room comes and goes without any commit: the figure follows the stream by itself.
  return board(data.room).subscribe((news) => show(news.counts.phones));
}
