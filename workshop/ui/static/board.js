// One stream of the board channel per browser tab, shared by all components of the page: a browser
// opens at most six connections to one address, and each tab would otherwise take several.
// screen: "projector" for the window that the room looks at, which is sent no hidden word.
function board(code, screen = "") {
  const boards = (window.rcBoards ??= new Map());
  const name = `${code}/${screen}`;
  let found = boards.get(name);
  if (found) return found;
  const listeners = new Set();
  const cards = new Map();
  found = { cards, last: null, subscribe };
  boards.set(name, found);
  let source = null;
  let closing = null;
  function open() {
    let whole = true; // the first event of a connection holds everything
    source = new EventSource(`/live/${code}/events${screen && `?screen=${screen}`}`);
    source.onopen = () => { whole = true; };
    source.addEventListener("board", (event) => {
      const news = JSON.parse(event.data);
      if (whole || news.withheld) cards.clear();
      whole = false;
      for (const card of news.cards) {
        if (card.status === "withdrawn") cards.delete(card.label);
        else cards.set(card.label, card);
      }
      found.last = news;
      for (const listener of listeners) listener(news);
    });
    // A stream that was refused (signed out, server restarting) is closed for good by the browser.
    source.onerror = () => {
      if (source && source.readyState === EventSource.CLOSED) {
        source = null;
        if (listeners.size) setTimeout(() => { if (!source && listeners.size) open(); }, 2000);
      }
    };
  }
  function subscribe(listener) {
    clearTimeout(closing);
    listeners.add(listener);
    if (!source) open();
    if (found.last) listener(found.last);
    return () => {
      listeners.delete(listener);
      // A rerun takes a component away and puts it back at once: do not reconnect for that.
      closing = setTimeout(() => {
        if (listeners.size) return;
        source?.close();
        source = null;
        boards.delete(name);
      }, 3000);
    };
  }
  return found;
}

// False while Streamlit runs the page, or is about to: what it draws may still change, and what is
// asked of a page that is just being left meets the next one, which has no place for the answer.
// Streamlit says "running" only once the server has answered: until then a press counts as a run.
const SETTLED = 150;
const PRESSED = 1000;
function isIdle() {
  const state = document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState;
  const settled = performance.now() > runs().until;
  return settled && (state === undefined || state === "notRunning");
}
// To be called by whoever asks: of two things asked in one breath Streamlit hears one.
function takeTurn() {
  runs().until = performance.now() + PRESSED;
}
// Until when the page is not to be trusted to be idle, for all components of it.
function runs() {
  if (window.rcRuns) return window.rcRuns;
  const found = (window.rcRuns = { until: performance.now() + SETTLED });
  const settle = () => { found.until = performance.now() + SETTLED; };
  new MutationObserver(settle).observe(document.body, {
    subtree: true, attributes: true, attributeFilter: ["data-test-script-state"],
  });
  const press = (event) => {
    if (event.type !== "keydown" || event.key === "Enter" || event.key === " ") takeTurn();
  };
  for (const type of ["click", "change", "keydown"]) document.addEventListener(type, press, true);
  return found;
}
