// The room as it moves: its events, its page drawn anew, its time.
let source;
let turn = 0;
let end = null;
let rest = 0;

function listen() {
  if (source) source.close();
  const mine = (source = new EventSource(`${here}/events`));
  mine.addEventListener("room", (event) => heard(JSON.parse(event.data)));
  mine.onopen = () => pump();
  mine.onerror = () => {
    // Refused outright: the server starts again, or the room is closed to this phone. The browser
    // would not try once more.
    if (mine.readyState !== 2 || mine !== source) return;
    heard({});
    setTimeout(listen, 3000 + Math.random() * 3000);
  };
}

async function heard(news) {
  const shown = main().dataset;
  if (news.phase === shown.phase && String(news.room_revision) === shown.revision) return;
  const mine = ++turn;
  // A thousand phones hear this at once: they ask within a third of a second.
  await new Promise((go) => setTimeout(go, Math.random() * 300));
  try {
    const answer = await fetch(`${here}/state?me=no`, { headers: { Accept: "application/json" } });
    if (answer.status === 404) return location.reload();
    const state = await answer.json();
    if (mine !== turn || !state.look) return;
    shown.revision = state.room_revision;
    if (state.look === shown.look) {
      // Nothing to do has changed: the time, or what became of a card, takes its place quietly.
      if (state.clock !== shown.clock) await patch("#clock");
      const own = find(".own[data-of=cards]");
      if (String(state.moderated) !== shown.moderated && own && !find("[open]", own))
        await patch(".own[data-of=cards]");
      return Object.assign(shown, { clock: state.clock, moderated: state.moderated });
    }
    if (!isBusy()) return refresh();
    const moved = state.phase !== shown.phase;
    const text = moved ? w.moved.replace("{phase}", state.phase_title) : w.changed;
    find("#moved span").textContent = text;
    find("#moved").hidden = false;
    announce(text);
  } catch {
    setTimeout(() => mine === turn && heard(news), 3000);
  }
}

// Somebody is in the middle of something: a page drawn anew would take it from under their hands.
const isBusy = () =>
  all("textarea,#slip,#helper").some((field) => field.value !== field.defaultValue) ||
  areas().includes(document.activeElement) ||
  all(".rating").some((form) => lacking(form) && find("input:checked", form)) ||
  Boolean(find(".own details[open]"));

async function page() {
  const answer = await fetch(location.pathname + location.search, { headers: { Accept: "text/html" } });
  if (answer.status === 404) return location.reload();
  return answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
}

async function patch(...selectors) {
  const whole = await page();
  for (const selector of whole ? selectors : []) {
    const fresh = find(selector, whole);
    const old = find(selector);
    if (fresh && old) old.replaceWith(fresh);
  }
  tick(true);
  count();
  draw();
}

async function refresh() {
  try {
    const whole = await page();
    if (!whole) return;
    const before = main().dataset.phase;
    const fresh = find("#room", whole);
    if (!fresh) return location.reload();
    const held = controls().indexOf(document.activeElement);
    main().replaceWith(fresh);
    document.documentElement.lang = whole.documentElement.lang;
    Object.assign(w, find("#words", whole).dataset);
    find("#moved").hidden = true;
    document.body.classList.remove("typing");
    mount();
    if (before === fresh.dataset.phase) return held >= 0 && controls()[held]?.focus();
    scrollTo(0, 0);
    announce(w.moved.replace("{phase}", fresh.dataset.phaseTitle));
  } catch {
    setTimeout(refresh, 3000);
  }
}

const controls = () => all("button,input,select,textarea,summary", main());

// --- time left, as the server counts it ---------------------------------------------------------
function tick(fresh) {
  const pill = find(".timer");
  if (fresh) end = pill ? Date.now() + Number(pill.dataset.left) * 1000 : null;
  if (!pill || end === null) return;
  const before = rest;
  rest = Math.max(0, Math.round((end - Date.now()) / 1000));
  const time = `${Math.floor(rest / 60)}:${String(rest % 60).padStart(2, "0")}`;
  pill.textContent = rest ? w.left.replace("{time}", time) : w.over;
  const late = find(".late");
  if (!fresh && before > 60 && rest <= 60) announce(w.minute);
  if (!fresh && before && !rest) announce(late.textContent);
  late.hidden = rest > 0;
}

function wake() {
  failures = 0;
  pump();
  listen();
}

document.body.classList.add("live", kept("read") || "new");
find("#moved button").addEventListener("click", refresh);
addEventListener("online", wake);
document.addEventListener("visibilitychange", () => (document.hidden ? pump() : wake()));
addEventListener("pageshow", (event) => event.persisted && refresh());
addEventListener("storage", () => {
  const before = find("#outbox").childElementCount;
  draw(); // what another tab of this browser has sent is told by the page, drawn anew
  if (find("#outbox").childElementCount < before && !isBusy()) refresh();
  pump();
});
setInterval(() => tick(), 1000);
// Who cannot look up at the projector reads here what it shows.
setInterval(() => find("#away") && !document.hidden && patch("#away").catch(() => 0), 20000);
mount();
pump();
listen();
