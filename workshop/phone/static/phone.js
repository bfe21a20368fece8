"use strict";
// What the plain forms cannot do: an outbox that survives reloads and dead networks, the room's
// changes as they come, and "already said?" while typing. Without it the page works as forms.
(() => {
  const code = document.body.dataset.code;
  const w = document.getElementById("words").dataset;
  const find = (selector, root = document) => root.querySelector(selector);
  const main = () => find("#room");
  const form = () => find("#form");
  const here = `/j/${code}`;
  const tab = sameTab();
  document.body.classList.add("live");

  // This tab's name, the same after a reload: what it began to send it may send again at once.
  function sameTab() {
    const name = Math.random().toString(36).slice(2);
    try {
      sessionStorage.tab = sessionStorage.tab || name;
      return sessionStorage.tab;
    } catch {
      return name;
    }
  }

  // --- what this phone keeps: in memory too, for browsers that refuse to store -----------------
  const memory = new Map();
  const keep = (name, value) => {
    const key = `rc:${code}:${name}`;
    memory.delete(key);
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
    } catch {
      memory.set(key, value);
    }
  };
  const kept = (name) => {
    const key = `rc:${code}:${name}`;
    if (memory.has(key)) return memory.get(key);
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const parsed = (name, otherwise) => {
    try {
      return JSON.parse(kept(name)) || otherwise;
    } catch {
      return otherwise;
    }
  };

  // crypto.randomUUID does not exist on plain http, which is what a laptop in a room speaks.
  const uuid = () => {
    const b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = (b[6] & 15) | 64;
    b[8] = (b[8] & 63) | 128;
    const hex = Array.from(b, (x) => x.toString(16).padStart(2, "0")).join("");
    return hex.replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  };

  // --- saying things: on the page, and to those who listen to it --------------------------------
  const tell = (text, bad) => {
    const line = find("#say");
    if (line) {
      line.textContent = text;
      line.className = "say " + (bad ? "problem" : "ok");
    }
    find("#live").textContent = "";
    setTimeout(() => (find("#live").textContent = text), 50);
  };

  // --- outbox -----------------------------------------------------------------------------------
  const outbox = () => parsed("outbox", []);
  const edit = (id, change) => {
    const items = outbox().flatMap((item) => (item.id === id ? change(item) : [item]));
    keep("outbox", items.length ? JSON.stringify(items) : null);
  };
  const textOf = (item) => (item.fields.find(([name]) => name === "text") || ["", ""])[1];
  let sending = false;
  let failures = 0;
  let later;

  async function pump() {
    clearTimeout(later);
    if (sending) return;
    sending = true;
    let wait = 0;
    while (!wait) {
      const now = Date.now();
      const item = outbox().find((i) => !i.problem && (i.tab === tab || !(i.until > now)));
      if (!item) break;
      edit(item.id, (i) => [{ ...i, tab, until: now + 15000 }]); // the other tab leaves it to us
      wait = await send(item);
    }
    sending = false;
    draw();
    if (outbox().some((item) => !item.problem)) later = setTimeout(pump, (wait || 5) * 1000);
  }

  // Sends one item; gives 0 when it is settled, else the seconds to wait before the next try.
  async function send(item) {
    const stop = new AbortController();
    const late = setTimeout(() => stop.abort(), 12000);
    let answer;
    let said = {};
    try {
      answer = await post(`${here}/${item.path}`, item.fields, stop.signal);
      said = await answer.json();
    } catch {
      // no network, or a hotel's own page instead of ours
    } finally {
      clearTimeout(late);
    }
    if (answer && answer.ok && said.label) {
      failures = 0;
      edit(item.id, () => []);
      receive(item, said.label);
      return 0;
    }
    if (answer && said.error && answer.status < 500 && answer.status !== 429) {
      edit(item.id, (i) => [{ ...i, problem: said.message }]);
      tell(said.message, true);
      draw();
      return 0;
    }
    failures += 1;
    draw();
    const asked = answer && Number(answer.headers.get("Retry-After"));
    return (asked || Math.min(30, 2 ** Math.min(failures, 5))) * (1 + Math.random() / 4);
  }

  const post = (url, fields, signal) =>
    fetch(url, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams(fields),
      signal,
    });

  // Draws what has not left yet, and sentences begun for a form this phase does not show.
  function draw() {
    const list = find("#outbox");
    if (!list) return;
    const lines = outbox().map((item) => {
      const line = document.createElement("li");
      add(line, "p", "said", textOf(item));
      const status = item.problem || (failures ? w.waiting : w.sending);
      add(line, "p", item.problem ? "problem" : "about", status);
      if (item.problem) {
        const acts = add(line, "div", "acts", "");
        const fits = form() && form().dataset.send === item.path;
        if (fits) add(acts, "button", "plain", w.resume).dataset.resume = item.id;
        add(acts, "button", "plain quiet", w.drop).dataset.drop = item.id;
      }
      return line;
    });
    for (const path of ["cards", "solutions"]) {
      const text = kept("draft:" + path);
      if (text && !(form() && form().dataset.send === path)) {
        const line = document.createElement("li");
        add(line, "p", "said", text);
        add(line, "p", "about", w.kept);
        lines.push(line);
      }
    }
    list.replaceChildren(...lines);
  }

  function add(parent, kind, name, text) {
    const made = document.createElement(kind);
    made.className = name;
    made.textContent = text;
    if (kind === "button") made.type = "button";
    return parent.appendChild(made);
  }

  // The receipt: the card takes its place among one's own.
  function receive(item, label) {
    tell(w.received);
    const template = find("#mine");
    const own = find("#own");
    if (!template || !form() || form().dataset.send !== item.path) return;
    if (find(`[data-id="${item.id}"]`, own)) return;
    const line = template.content.firstElementChild.cloneNode(true);
    line.dataset.id = item.id;
    line.classList.add("arrived");
    find(".said", line).textContent = textOf(item);
    find(".about span", line).textContent = item.about || "";
    const area = find("textarea", line);
    if (area) area.value = textOf(item);
    const paths = [`${here}/cards/${item.id}`, `${here}/cards/${item.id}/withdraw`];
    line.querySelectorAll("form").forEach((f, at) => f.setAttribute("action", paths[at]));
    find("ul", own).prepend(line);
    own.hidden = false;
  }

  // --- the form: draft, choices, counter --------------------------------------------------------
  const area = () => find("textarea[data-draft]");
  const length = (text) => [...text.trim()].length;

  function count() {
    const limit = Number(area().dataset.limit);
    const line = find(".count", form());
    line.textContent = `${length(area().value)} / ${limit}`;
    line.classList.toggle("over", length(area().value) > limit);
  }

  function mount() {
    const draft = area() && kept("draft:" + area().dataset.draft);
    if (draft && !area().value) area().value = draft;
    if (area()) count();
    const chosen = parsed("choice", {});
    for (const [name, value] of Object.entries(form() ? chosen : {})) {
      const fields = [...form().querySelectorAll(`[name="${name}"]:not([type=hidden])`)];
      for (const field of fields) {
        if (field.type === "radio") field.checked = field.checked || field.value === value;
        else if ([...field.options].some((o) => o.value === value)) field.value = value;
      }
    }
    draw();
    tick(true);
  }

  function remember() {
    const chosen = parsed("choice", {});
    for (const name of ["kind", "side", "step"]) {
      const field = form().elements[name];
      if (field && field.type !== "hidden" && field.value) chosen[name] = field.value;
    }
    keep("choice", JSON.stringify(chosen));
  }

  const aboutCard = () =>
    [...form().querySelectorAll(".opt input:checked + span, select option:checked, .focus b")]
      .map((chosen) => chosen.textContent.trim())
      .join(" · ");

  function put() {
    const text = area().value.trim();
    const limit = Number(area().dataset.limit);
    const wrong = !text ? w.empty : length(text) > limit ? w.too_long : "";
    area().toggleAttribute("aria-invalid", false);
    if (wrong) {
      area().setAttribute("aria-invalid", "true");
      tell(wrong, true);
      area().focus();
      return;
    }
    const id = uuid();
    const named = form().dataset.id;
    const fields = [...new FormData(form())].filter(([name]) => name !== named);
    const item = { id, path: form().dataset.send, fields: [[named, id], ...fields] };
    if (item.path === "cards") item.about = aboutCard();
    keep("outbox", JSON.stringify([...outbox(), item]));
    area().value = "";
    keep("draft:" + area().dataset.draft, null);
    form().querySelectorAll("[type=checkbox]").forEach((box) => (box.checked = false));
    count();
    near([]);
    draw();
    tell(w.sending);
    pump();
  }

  // --- already said? ----------------------------------------------------------------------------
  let typed;
  let asked = 0;

  function search() {
    clearTimeout(typed);
    if (!find("#near")) return;
    typed = setTimeout(async () => {
      const mine = ++asked;
      const text = area() ? area().value.trim() : "";
      if (text.length < 4) return near([]);
      const step = form().elements.step.value;
      try {
        const answer = await fetch(`${here}/similar?` + new URLSearchParams({ step, text }));
        if (answer.ok && mine === asked) near((await answer.json()).cards);
      } catch {
        // a help, not a promise
      }
    }, 400);
  }

  function near(cards) {
    const box = find("#near");
    if (!box) return;
    const lines = cards.map((card) => {
      const line = find("#said").content.firstElementChild.cloneNode(true);
      line.dataset.side = card.side;
      find(".said", line).textContent = card.text;
      find("[name=card]", line).value = card.label;
      find("button", line).textContent = card.side === "client" ? w.seen : w.too;
      press(line, card.said);
      return line;
    });
    find("ul", box).replaceChildren(...lines);
    box.hidden = !lines.length;
  }

  function press(line, said) {
    find("button", line).setAttribute("aria-pressed", String(said));
    find("[name=wanted]", line).value = said ? "no" : "yes";
  }

  // --- the small gestures: me, me too, correct, withdraw ----------------------------------------
  const settled = {
    me: () => tell(w.noted),
    "me-too": (f, said) => press(f.closest("li"), said.me_too),
    edit: (f) => {
      const line = f.closest("li");
      find(".said", line).textContent = find("textarea", f).value.trim();
      find("details", line).open = false;
      find("summary", line).focus();
      tell(w.corrected);
    },
    withdraw: (f) => {
      const own = f.closest("#own");
      f.closest("li").remove();
      own.hidden = !find("li", own);
      tell(w.withdrawn);
    },
  };

  async function gesture(f) {
    const line = find(".err", f) || find(".err", f.parentNode);
    const say = (text) => {
      if (line) {
        line.textContent = text;
        line.hidden = !text;
      }
      if (text) tell(text, true);
    };
    try {
      const answer = await post(f.getAttribute("action"), [...new FormData(f)]);
      const said = await answer.json();
      say(answer.ok ? "" : said.message);
      if (answer.ok) settled[f.dataset.live](f, said);
    } catch {
      say(w.unreachable);
    }
  }

  // --- the room ---------------------------------------------------------------------------------
  let source;
  let turn = 0;

  function listen() {
    if (source) source.close();
    const mine = (source = new EventSource(`${here}/events`));
    mine.addEventListener("room", (event) => heard(JSON.parse(event.data)));
    mine.onopen = () => pump();
    mine.onerror = () => {
      // Refused outright (a server starting again): the browser would not try once more.
      if (mine.readyState === 2 && mine === source) setTimeout(listen, 3000 + Math.random() * 3000);
    };
  }

  async function heard(news) {
    const shown = main().dataset;
    if (news.phase === shown.phase && String(news.room_revision) === shown.revision) return;
    const mine = ++turn;
    // A thousand phones hear this at once: they ask within a third of a second.
    await new Promise((go) => setTimeout(go, Math.random() * 300));
    try {
      const answer = await fetch(`${here}/state`, { headers: { Accept: "application/json" } });
      if (answer.status === 404) return location.reload();
      const state = await answer.json();
      if (mine !== turn || !state.look) return;
      shown.revision = state.room_revision;
      if (state.look === shown.look) return;
      if (!isBusy()) return refresh();
      const moved = state.phase !== shown.phase;
      const text = moved ? w.moved.replace("{phase}", state.phase_title) : w.changed;
      find("#moved span").textContent = text;
      find("#moved").hidden = false;
      find("#live").textContent = text;
    } catch {
      setTimeout(() => mine === turn && heard(news), 3000);
    }
  }

  const isBusy = () =>
    Boolean(
      (area() && (area().value.trim() || area() === document.activeElement)) ||
        find(".own details[open]"),
    );

  async function refresh() {
    try {
      const answer = await fetch(here, { headers: { Accept: "text/html" } });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const before = main().dataset.phase;
      const fresh = find("#room", page);
      if (!fresh) return location.reload();
      main().replaceWith(fresh);
      document.documentElement.lang = page.documentElement.lang;
      Object.assign(w, find("#words", page).dataset);
      find("#moved").hidden = true;
      document.body.classList.remove("typing");
      mount();
      if (before === fresh.dataset.phase) return;
      scrollTo(0, 0);
      find("#live").textContent = w.moved.replace("{phase}", fresh.dataset.phaseTitle);
    } catch {
      setTimeout(refresh, 3000);
    }
  }

  // --- time left --------------------------------------------------------------------------------
  let end = null;

  function tick(fresh) {
    const pill = find(".timer");
    if (fresh) end = pill ? Date.now() + Number(pill.dataset.left) * 1000 : null;
    if (!pill || end === null) return;
    const left = Math.max(0, Math.round((end - Date.now()) / 1000));
    const time = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    pill.textContent = left ? w.left.replace("{time}", time) : w.over;
    pill.hidden = false;
    if (left === 60 && !fresh) find("#live").textContent = w.minute;
  }

  // --- what people do ---------------------------------------------------------------------------
  document.addEventListener("submit", (event) => {
    const f = event.target;
    const sure = find("[data-sure]", f);
    if (f === form()) {
      event.preventDefault();
      put();
    } else if (sure && !sure.dataset.asked) {
      event.preventDefault();
      const before = sure.textContent;
      sure.dataset.asked = "yes";
      sure.textContent = sure.dataset.sure;
      setTimeout(() => {
        sure.textContent = before;
        delete sure.dataset.asked;
      }, 4000);
    } else if (f.dataset.live) {
      event.preventDefault();
      gesture(f);
    }
  });
  document.addEventListener("input", (event) => {
    if (event.target !== area()) return;
    keep("draft:" + area().dataset.draft, area().value || null);
    count();
    search();
  });
  document.addEventListener("change", (event) => {
    const f = event.target.form;
    if (!f) return;
    if (f === form()) {
      remember();
      if (event.target.name === "step") search();
    } else if (f.dataset.live === "me") gesture(f);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    if (event.target !== area()) return;
    event.preventDefault(); // a card is one sentence: Enter sends it
    put();
  });
  document.addEventListener("click", (event) => {
    const { resume, drop } = event.target.dataset || {};
    if (resume) {
      const item = outbox().find((i) => i.id === resume);
      area().value = [item ? textOf(item) : "", area().value].filter(Boolean).join(" ");
      keep("draft:" + area().dataset.draft, area().value);
      count();
      area().focus();
    }
    if (resume || drop) {
      edit(resume || drop, () => []);
      draw();
    }
    if (event.target.closest("#moved button")) refresh();
  });
  document.addEventListener("focusin", (event) => {
    if (event.target !== area() || document.body.classList.contains("typing")) return;
    setTimeout(() => {
      document.body.classList.add("typing");
      form().scrollIntoView({ block: "start" });
    }, 60);
  });
  document.addEventListener("focusout", () => {
    // Later: a page that moved now would slip away under the finger that is about to press Send.
    setTimeout(() => {
      if (form() && form().contains(document.activeElement)) return;
      document.body.classList.remove("typing");
    }, 350);
  });

  const wake = () => {
    failures = 0;
    pump();
    listen();
  };
  addEventListener("online", wake);
  document.addEventListener("visibilitychange", () => document.hidden || wake());
  addEventListener("pageshow", (event) => event.persisted && refresh());
  addEventListener("storage", () => {
    const before = find("#outbox").childElementCount;
    draw(); // what another tab of this browser has sent is told by the page, drawn anew
    if (find("#outbox").childElementCount < before && !isBusy()) refresh();
    pump();
  });
  setInterval(tick, 1000);
  mount();
  pump();
  listen();
})();
