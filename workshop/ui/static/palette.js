// The palette: pages, gestures and things by a few letters of their names. What it lists is asked
// for when it is opened, once for each revision; finding is done here, nothing runs on the server.
// What people wrote is only ever set as text.
const MOST = 60; // lines shown at once
const FOUND_FOR = 10000; // ms: how long a page may take to draw what was chosen
const NONE = -1;
const MARKED_FOR = 4000;
const MAC = /Mac|iP(hone|ad|od)/.test(navigator.platform);
// Keys go by what stands on them, wherever a layout has it: the place alone counts where letters are
// of another alphabet, whose K writes no k.
const LATIN = /^[a-z]$/;
const WRITING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]";

// Without accents, case and ligatures: "delai" finds "Délai", "coeur" finds "Cœur".
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
    .replaceAll("œ", "oe").replaceAll("æ", "ae").replaceAll("’", "'");
}

// The lower, the better: its label, how it begins, a word that begins so, inside, not at all (-1).
function rankOf(line, parts) {
  if (!parts.length) return 4;
  if (line.label && line.label === parts.join(" ")) return 0;
  if (!parts.every((part) => line.all.includes(part))) return -1;
  if (line.name.startsWith(parts[0])) return 1;
  const starts = (part) => line.all.startsWith(part) || line.all.includes(` ${part}`);
  return parts.every(starts) ? 2 : 3;
}

function lineOf(kind, label, words, also, says) {
  const name = plain(words);
  const all = `${name} ${plain(also)} ${plain(says)} ${plain(label)}`.replaceAll(/[«»"'(·-]/g, " ");
  return { kind, label: plain(label), code: label, words, also, says, name, all };
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const { words, kinds } = data;
  // The window's, not the component's: Streamlit may mount it anew under somebody who is typing.
  const state = (window.rcPalette ??= { things: [], revision: -1, code: "" });
  if (state.code !== data.code) Object.assign(state, { things: [], revision: -1, code: data.code });
  state.data = data;
  state.send = send;
  if (!isNews(parentElement, data)) return listen();
  state.fixed = [
    ...data.gestures.map(([key, says, needs]) => ({
      ...lineOf("gesture", key, says, "", kinds.gesture), needs,
    })),
    ...data.pages.map(([page, says]) => lineOf("page", page, says, "", kinds.page)),
  ];
  if (state.dialog?.open) state.show();
  else state.dialog?.remove();
  const button = el("button", "rc-palette-open");
  button.type = "button";
  button.setAttribute("aria-label", words.open);
  button.title = words.open;
  button.onclick = open;
  button.append(lens());
  exchange(parentElement, button);
  return listen();

  function send(chosen, tries = 50) {
    // A press that meets a run of the page would be dropped with it: it waits for its turn.
    if (isIdle() || !tries) {
      takeTurn(ANSWERED);
      setTriggerValue("go", chosen);
    } else setTimeout(() => send(chosen, tries - 1), 100);
  }

  async function ask() {
    const latest = board(data.code).last?.revision;
    if (latest !== undefined && latest === state.revision) return;
    try {
      const answer = await fetch(`/live/${data.code}/search`);
      if (!answer.ok) throw new Error(answer.status);
      const { revision, things } = await answer.json();
      state.revision = revision;
      state.things = things.map(([kind, label, said, also]) => lineOf(kind, label, said, also, kinds[kind]));
      state.away = false;
    } catch {
      state.away = true;
    }
    state.show?.();
  }

  function open() {
    if (state.dialog?.open || document.querySelector('[data-testid="stDialog"]')) return;
    state.dialog?.remove();
    state.dialog = build(state, choose);
    document.body.append(state.dialog);
    state.dialog.showModal();
    state.field.focus();
    void ask();
  }

  // The room's picture has a window of its own: it must not take the place of the facilitator's page.
  function openWindow() {
    const opened = window.open(data.window[1], `rc-projector-${data.code}`, "popup,width=1280,height=720");
    opened?.focus();
    return opened !== null;
  }

  function choose(line) {
    state.dialog.close();
    if (line.kind === "gesture") {
      window.dispatchEvent(new CustomEvent("rc-gesture", { detail: line.code }));
      return;
    }
    if (line.kind === "page" && line.code === data.window[0] && openWindow()) return;
    if (line.kind !== "page") seek(line);
    state.send({ kind: line.kind, label: line.code, at: performance.now() });
  }

  function listen() {
    const press = (event) => {
      const key = event.key.toLowerCase();
      const typed = event.composedPath()[0].closest?.(WRITING);
      const asks = (MAC ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey)
        && !event.altKey && !event.shiftKey && (key === "k" || (event.code === "KeyK" && !LATIN.test(key)));
      const slash = key === "/" && !typed && lettersHeard()
        && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (!asks && !slash) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (event.repeat) return;
      if (state.dialog?.open) state.dialog.close();
      else open();
    };
    // The button of the bar is one of Streamlit's: it must open this, and run nothing.
    const click = (event) => {
      const entry = event.target.closest?.('[data-testid="stSidebarNavLink"]');
      if (entry && `${entry.pathname.slice(1)}/` === data.window[0] && openWindow()) {
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      if (!event.target.closest?.(".st-key-conduct-search button")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      open();
    };
    window.addEventListener("keydown", press, true);
    window.addEventListener("click", click, true);
    return () => {
      window.removeEventListener("keydown", press, true);
      window.removeEventListener("click", click, true);
      setTimeout(() => { if (!document.querySelector(".rc-palette-open")) state.dialog?.remove(); }, 100);
    };
  }
}

function lens() {
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  picture.setAttribute("viewBox", "0 0 20 20");
  picture.setAttribute("aria-hidden", "true");
  line.setAttribute("d", "M13 8.5a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0Zm-1.2 3.3L17 17");
  picture.append(line);
  return picture;
}

function build(state, choose) {
  const { words } = state.data;
  const dialog = el("dialog", "rc-palette");
  dialog.setAttribute("aria-label", words.open);
  const field = el("input");
  for (const [name, value] of Object.entries({
    type: "text", role: "combobox", autocomplete: "off", spellcheck: "false",
    placeholder: words.field, "aria-label": words.field, "aria-expanded": "true",
    "aria-controls": "rc-palette-list", "aria-autocomplete": "list",
  })) field.setAttribute(name, value);
  const list = el("ul");
  list.id = "rc-palette-list";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.list);
  const said = el("p", "rc-palette-said");
  said.setAttribute("role", "status");
  dialog.append(field, list, said, el("p", "rc-palette-hint", words.hint));
  let at = NONE;
  const mark = (place) => {
    const options = list.children;
    options[at]?.setAttribute("aria-selected", "false");
    at = place < 0 || !options.length ? NONE : place % options.length;
    options[at]?.setAttribute("aria-selected", "true");
    options[at]?.scrollIntoView({ block: "nearest" });
    if (options[at]) field.setAttribute("aria-activedescendant", options[at].id);
    else field.removeAttribute("aria-activedescendant");
  };
  state.show = () => {
    const kept = list.children[at]?.rcLine;
    const parts = plain(field.value).split(/\s+/).filter(Boolean);
    const ranked = [];
    for (const line of [...state.fixed, ...(parts.length ? state.things : [])]) {
      const rank = rankOf(line, parts);
      if (rank >= 0) ranked.push([rank, line]);
    }
    ranked.sort((one, other) => one[0] - other[0]);
    // What is done by a button that this page has not cannot be done here.
    const here = ranked.filter(([, line]) => !line.needs || document.querySelector(line.needs));
    const shown = here.slice(0, MOST).map(([, line], place) => optionOf(line, place, choose));
    list.replaceChildren(...shown);
    said.textContent = state.away && parts.length ? words.away
      : here.length ? words.found.replace("{n}", here.length) : words.none;
    said.classList.toggle("quiet", here.length > 0 && !state.away);
    // News that come while a line is marked must not move the mark under somebody's Enter.
    const same = state.typed === field.value ? shown.findIndex((node) => node.rcLine === kept) : 0;
    state.typed = field.value;
    at = NONE;
    // Before anything is typed Enter does nothing: it would be the next step, by mistake.
    mark(kept && same >= 0 ? same : parts.length ? 0 : NONE);
  };
  field.oninput = state.show;
  field.onkeydown = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step) {
      event.preventDefault();
      const last = list.children.length - 1;
      const next = Math.abs(step) > 1 ? Math.min(Math.max(at + step, 0), last) : at + step;
      mark(next < 0 ? last : next);
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      if (!event.repeat) list.children[at]?.click(); // a click: typed words are asked about first
    }
  };
  dialog.onclick = (event) => { if (event.target === dialog) dialog.close(); };
  dialog.onclose = () => dialog.remove();
  state.field = field;
  state.typed = null;
  state.show();
  return dialog;
}

function optionOf(line, place, choose) {
  const option = el("li", line.kind === "gesture" ? "" : "rc-goes");
  option.id = `rc-palette-${place}`;
  option.rcLine = line;
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  const isKey = line.kind === "gesture";
  if (isKey) option.append(el("kbd", "", line.code.toUpperCase()));
  else if (line.kind !== "page" && line.kind !== "step") option.append(el("b", "", line.code));
  option.append(el("span", "", line.words));
  if (line.also && line.also !== line.words) option.append(el("i", "", line.also));
  option.append(el("small", "", line.says));
  option.onmousedown = (event) => event.preventDefault(); // the field keeps the focus
  option.onclick = () => choose(line);
  return option;
}

// Once the page of a thing is drawn: bring it into sight, and the keyboard with it.
function seek(line) {
  clearInterval(window.rcSeeking);
  const until = performance.now() + FOUND_FOR;
  const name = CSS.escape(line.code);
  const which = line.kind === "step" ? `[data-step="${name}"]` : `[data-label="${name}"]`;
  window.rcSeeking = setInterval(() => {
    if (performance.now() > until) clearInterval(window.rcSeeking);
    if (!isIdle()) return;
    const node = [...document.querySelectorAll(`[data-testid="stMain"] :is(${which})`)]
      .find((found) => found.checkVisibility());
    if (!node) return;
    clearInterval(window.rcSeeking);
    node.scrollIntoView({ block: "center" });
    if (!node.matches("a[href], button, input")) node.tabIndex = -1;
    node.focus({ preventScroll: true });
    node.classList.add("rc-sought");
    setTimeout(() => node.classList.remove("rc-sought"), MARKED_FOR);
  }, 150);
}
