// One stream of the board channel per browser tab, shared by all components of the page: a browser
// opens at most six connections to one address, and each tab would otherwise take several.
// screen: "projector" for the window that the room looks at, which is sent no hidden word.
function board(code, screen = "") {
  const boards = (window.rcBoards ??= new Map());
  const name = `${code}/${screen}`;
  let found = boards.get(name);
  if (found) return found;
  const listeners = new Set();
  const ends = new Set();
  const cards = new Map();
  found = { cards, last: null, subscribe };
  boards.set(name, found);
  let source = null;
  let closing = null;
  let refused = false;
  const gone = () => {
    for (const end of ends) end();
  };
  function open() {
    let whole = true; // the first event of a connection holds everything
    source = new EventSource(`/live/${code}/events${screen && `?screen=${screen}`}`);
    source.onopen = () => { whole = true; refused = false; };
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
    source.addEventListener("gone", gone);
    // A stream that was refused (signed out, server restarting) is closed for good by the browser.
    // Whoever missed the last word looks once what may still be shown.
    source.onerror = () => {
      if (source && source.readyState === EventSource.CLOSED) {
        source = null;
        if (!refused) gone();
        refused = true;
        if (listeners.size) setTimeout(() => { if (!source && listeners.size) open(); }, 2000);
      }
    };
  }
  // end: called when the right to listen has ended; what is drawn may have to go.
  function subscribe(listener, end) {
    clearTimeout(closing);
    listeners.add(listener);
    if (end) ends.add(end);
    if (!source) open();
    if (found.last) listener(found.last);
    return () => {
      listeners.delete(listener);
      ends.delete(end);
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
const SETTLED = 300;
const UNSEEN = 2000;
const PRESSED = 1000; // a click that may be nothing to the server
const ANSWERED = 8000; // one that it will answer, however late
const ASKS = '[data-testid="stButton"], [data-testid="stFormSubmitButton"], [data-testid="stSidebarNavLink"]';
function isIdle() {
  const state = scriptState();
  return performance.now() > runs().until && (state === undefined || state === "notRunning");
}
function scriptState() {
  return document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState;
}
// To be called by whoever asks: of two things asked in one breath Streamlit hears one.
// While something runs, the end of that run may be the answer: it is not waited for as long.
function takeTurn(wait = PRESSED) {
  const running = scriptState() === "running";
  runs().until = Math.max(runs().until, performance.now() + (running ? PRESSED : wait));
}
// Until when the page is not to be trusted to be idle, for all components of it.
function runs() {
  if (window.rcRuns) return window.rcRuns;
  // Nobody saw what was pressed before this window had its first component.
  const found = (window.rcRuns = { until: performance.now() + UNSEEN });
  const settle = () => { found.until = performance.now() + SETTLED; };
  new MutationObserver(settle).observe(document.body, {
    subtree: true, attributes: true, attributeFilter: ["data-test-script-state"],
  });
  const press = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    takeTurn(event.type === "click" && event.target.closest?.(ASKS) ? ANSWERED : PRESSED);
  };
  for (const type of ["click", "change", "keydown"]) document.addEventListener(type, press, true);
  return found;
}
runs();
