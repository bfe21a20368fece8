// What people do on the page of a phase, and what the page says to it.
const main = () => find("#room");
const chosen = () => parsed("choice", {});
const areas = () => all("textarea[data-draft]");
const length = (text) => [...text.trim()].length;
let typed;
let asked = 0;
let clicked; // older browsers do not say which button sent a form

// Says it under the form, or on the page, and to those who listen to it.
function tell(text, bad, form) {
  const line = (form && find(".say", form)) || find(".say");
  if (line) {
    line.textContent = text;
    line.className = "say " + (bad ? "problem" : "ok");
  }
  announce(text);
}

function announce(text) {
  find("#live").textContent = "";
  setTimeout(() => (find("#live").textContent = text), 50);
}

function add(parent, kind, name, text) {
  const made = document.createElement(kind);
  made.className = name;
  made.textContent = text;
  if (kind === "button") made.type = "button";
  return parent.appendChild(made);
}

// --- what has not left yet, and sentences begun for a form this page does not have ---------------
function draw() {
  const lines = [];
  const status = failures ? w.waiting : w.unsent;
  for (const item of outbox()) {
    if (item.key) {
      show(item.key, item.fields, status);
      continue;
    }
    const line = document.createElement("li");
    add(line, "p", "said", textOf(item));
    add(line, "p", item.problem ? "problem" : "about", item.problem || status);
    if (item.problem) {
      const acts = add(line, "div", "acts", "");
      if (sheet(item.path)) add(acts, "button", "plain", w.resume).dataset.resume = item.id;
      add(acts, "button", "plain quiet", w.drop).dataset.drop = item.id;
    }
    lines.push(line);
  }
  const shown = areas().map((area) => area.dataset.draft);
  for (const [name, text] of Object.entries(parsed("drafts", {}))) {
    if (shown.includes(name)) continue;
    const line = document.createElement("li");
    add(line, "p", "said", text);
    add(line, "p", "about", w.kept);
    lines.push(line);
  }
  find("#outbox").replaceChildren(...lines);
}

const sheet = (path) => find(`form[data-send="${path}"]`);

// --- receipts and refusals ------------------------------------------------------------------------
function received(item, said) {
  if (item.key) return holds(item, said);
  const form = sheet(item.path);
  tell(w.received, false, form);
  const own = find(`.own[data-of="${item.path}"]`);
  if (!form || !own || find(`[data-id="${item.id}"]`, own)) return;
  const line = find("template", own).content.firstElementChild.cloneNode(true);
  line.dataset.id = item.id;
  line.classList.add("arrived");
  find(".said", line).textContent = textOf(item);
  find(".about span", line).textContent = item.about || "";
  const area = find("textarea", line);
  if (area) area.value = area.defaultValue = textOf(item);
  const paths = [`${here}/cards/${item.id}`, `${here}/cards/${item.id}/withdraw`];
  all("form", line).forEach((f, at) => f.setAttribute("action", paths[at]));
  find("ul", own).prepend(line);
  own.hidden = false;
  if (item.path === "cards") mirror(item, said.label);
}

function holds(item, said) {
  const form = show(item.key, item.fields, w.noted);
  const bank = find("#bank");
  if (bank && item.path === "votes") {
    bank.dataset.left = said.left;
    if (form) form.dataset.had = said.points;
  } else announce(w.noted);
  draw(); // what is on its way after it stays in sight
  // A question that was passed makes room for what the phase asks.
  if (form && form.matches(".pass")) refresh();
}

// The page goes back to what the server holds, and says why beside it.
async function refused(item, message) {
  if (!item.key) {
    tell(message, true, sheet(item.path));
    return draw();
  }
  if (isBusy()) await patch(`[id="${item.key}"]`, "#bank");
  else await refresh();
  const about = keyed(item.key);
  if (!about) return tell(message, true);
  note(about, message, "problem");
  announce(message);
}

// --- one's own card, seen from the other side ------------------------------------------------------
function mirror(item, label) {
  const [, side] = item.fields.find(([name]) => name === "side");
  const template = find(`#ask-${side}`);
  const form = sheet("cards");
  if (!template || !form) return;
  const made = template.content.firstElementChild.cloneNode(true);
  made.id = `mirror:${label}`;
  find("[name=card]", made).value = label;
  find("#after").replaceChildren(made);
}

// --- taps: what has a key holds what was said of it last -----------------------------------------
const keyed = (key) => document.getElementById(key);

function show(key, fields, status) {
  const about = keyed(key);
  if (!about) return about;
  for (const [name, value] of fields) {
    if (name === "points") {
      count();
      find("output", about).textContent = value;
      count();
    }
    for (const button of all(`button[name="${name}"]`, about)) {
      const wanted = ["wanted", "on"].includes(name);
      if (wanted) button.value = button.value.replace(/\w+$/, value === "yes" ? "no" : "yes");
      button.setAttribute("aria-pressed", String(wanted ? value === "yes" : button.value === value));
    }
  }
  const output = find("output", about);
  if (output) output.dataset.is = status === w.noted ? "✓" : "…";
  // A stepper says it in its own line only when it takes long: rows must not slip under a finger.
  note(about, output && status !== w.waiting ? "" : status, status === w.noted ? "ok" : "soft");
  return about;
}

function note(about, text, kind) {
  const line = find(".note", about) || (text && add(find(".last", about) || about, "p", "", ""));
  if (!line) return;
  line.textContent = text;
  line.className = "note " + kind;
}

function tap(form, button) {
  if (button.getAttribute("aria-disabled") === "true") return;
  let key = form.id;
  let fields = [...new FormData(form)].filter(([name]) => name !== button.name);
  const area = find("textarea", form);
  if (area && !button.name) {
    if (!area.value.trim()) return tooLittle(area, w.empty);
    area.defaultValue = area.value;
    draft(area.dataset.draft);
  } else if (button.name === "give") {
    const [target, points] = button.value.split(" ");
    key = `votes:${target}`;
    fields.push(["target", target], ["points", points]);
  } else if (button.name === "on") {
    const [solution, on] = button.value.split(" ");
    const field = form.elements.name;
    if (on === "yes" && !field.value.trim()) return tooLittle(field, w.name);
    field.removeAttribute("aria-invalid");
    field.defaultValue = field.value; // said: a page drawn anew takes nothing away
    find(".say", form).textContent = "";
    key = `help:${solution}`;
    fields.push(["solution", solution], ["on", on]);
  } else if (button.name) fields.push([button.name, button.value]);
  const item = { id: uuid(), key, path: key.split(":")[0], fields };
  if (["votes", "ratings", "places"].includes(item.path)) item.after = Date.now() + 600;
  const about = show(key, fields, w.unsent);
  if (item.path === "votes") {
    const given = w.given.replace("{points}", find("output", about).textContent);
    announce(given.replace("{left}", find("#bank b").textContent));
  }
  if (form.dataset.once) {
    form.remove();
    find("#after").focus();
  }
  post(item);
}

// What is left of the points, with those that are on their way taken off.
function count() {
  const bank = find("#bank");
  if (!bank) return;
  const { left: held, budget, cap } = bank.dataset;
  const lines = all(".targets li").map((line) => {
    const points = Number(find("output", line).textContent);
    line.dataset.had = line.dataset.had || points;
    return [line, points, points - Number(line.dataset.had)];
  });
  const left = lines.reduce((rest, [, , more]) => rest - more, Number(held));
  find("b", bank).textContent = bank.dataset.free = left;
  const dots = (sign, n) => sign.repeat(Math.max(0, n));
  find("i", bank).textContent = dots("●", left) + dots("○", budget - left);
  for (const [line, points] of lines) {
    const [less, more] = all("button", line);
    const target = line.id.split(":")[1];
    less.value = `${target} ${points - 1}`;
    more.value = `${target} ${points + 1}`;
    less.setAttribute("aria-disabled", String(points < 1));
    more.setAttribute("aria-disabled", String(left < 1 || points >= cap));
  }
}

// --- cards and ideas: draft, choices, length --------------------------------------------------------
function measure(area) {
  const line = find(".count", area.form);
  if (!line) return;
  line.textContent = `${length(area.value)} / ${area.dataset.limit}`;
  line.classList.toggle("over", length(area.value) > Number(area.dataset.limit));
}

function mount() {
  const drafts = parsed("drafts", {});
  for (const area of areas()) {
    if (drafts[area.dataset.draft]) area.value = drafts[area.dataset.draft];
    measure(area);
  }
  const form = sheet("cards");
  for (const [name, value] of Object.entries(form ? chosen() : {})) {
    for (const field of all(`[name="${name}"]:not([type=hidden])`, form)) {
      if (field.type === "radio") field.checked = field.checked || field.value === value;
      else if ([...field.options].some((o) => o.value === value)) field.value = value;
    }
  }
  lanes(form);
  count();
  draw();
  tick(true);
}

// One answer to each question makes one ballot: it leaves when the last is there.
const lacking = (form) =>
  all("fieldset:not(.free)", form).filter((part) => !find("input:checked", part)).length;

// Each side's own steps and personas: those of the other one make room.
function lanes(form) {
  for (const group of form ? all("[data-side]", form) : []) {
    group.hidden = group.disabled = group.dataset.side !== form.elements.side.value;
    const menu = group.parentNode;
    if (group.disabled && menu.selectedOptions[0]?.parentNode === group) {
      menu.value = menu.name === "step" ? "any" : "";
    }
  }
}

function remember(form) {
  const choice = chosen();
  for (const name of ["kind", "side", "step"]) {
    const field = form.elements[name];
    if (field && field.type !== "hidden" && field.value) choice[name] = field.value;
  }
  keep("choice", JSON.stringify(choice));
}

const aboutCard = (form) =>
  all(`.opt input:checked + span, option:checked:not([value=""]), .focus b`, form)
    .map((part) => part.textContent.trim())
    .join(" · ");

function tooLittle(area, message) {
  area.setAttribute("aria-invalid", "true");
  tell(message, true, area.form);
  area.focus();
}

function put(form) {
  const area = find("textarea", form);
  const limit = Number(area.dataset.limit);
  const wrong = !area.value.trim() ? w.empty : length(area.value) > limit ? w.too_long : "";
  area.removeAttribute("aria-invalid");
  if (wrong) return tooLittle(area, wrong);
  const id = uuid();
  const named = form.dataset.id;
  const fields = [...new FormData(form)].filter(([name]) => name !== named);
  fields.find((field) => field[0] === "text")[1] = area.value.trim();
  const item = { id, path: form.dataset.send, fields: [[named, id], ...fields] };
  if (item.path === "cards") item.about = aboutCard(form);
  area.value = "";
  draft(area.dataset.draft);
  all("[type=checkbox]", form).forEach((box) => (box.checked = false));
  measure(area);
  near([]);
  find("#after")?.replaceChildren();
  tell(w.unsent, false, form);
  post(item);
  draw();
}

// --- already said? ------------------------------------------------------------------------------------
function search(form) {
  clearTimeout(typed);
  if (!find("#near")) return;
  typed = setTimeout(async () => {
    const mine = ++asked;
    const text = find("textarea", form).value.trim();
    if (text.length < 4) return near([]);
    const step = form.elements.step.value;
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
    const line = find("template", box).content.firstElementChild.cloneNode(true);
    find(".said", line).textContent = card.text;
    find("form", line).id = `me-too:${card.label}`;
    find("[name=card]", line).value = card.label;
    find("button", line).textContent = card.side === "client" ? w.seen : w.too;
    return line;
  });
  find("ul", box).replaceChildren(...lines);
  for (const card of cards) {
    show(`me-too:${card.label}`, [["wanted", card.said ? "yes" : "no"]], "");
  }
  draw();
  box.hidden = !lines.length;
}

// --- gestures that want their answer at once: me, a paper code, correct, withdraw -------------------------
const settled = {
  me: async (form) => {
    if (!form.closest("details")) await refresh();
    tell(w.noted);
  },
  code: () => refresh(),
  edit: (form) => {
    const line = form.closest("li");
    const area = find("textarea", form);
    find(".said", line).textContent = area.defaultValue = area.value.trim();
    find("details", line).open = false;
    find("summary", line).focus();
    tell(w.noted);
  },
  withdraw: (form) => {
    const own = form.closest(".own");
    form.closest("li").remove();
    own.hidden = !find("li", own);
    tell(w.noted);
  },
};

async function gesture(form) {
  const line = find(".err", form) || find(".err", form.parentNode);
  const complain = (text) => {
    line.textContent = text;
    line.hidden = !text;
    if (text) announce(text);
  };
  try {
    const answer = await ask(form.getAttribute("action"), [...new FormData(form)]);
    const said = await answer.json();
    complain(answer.ok ? "" : said.message);
    if (answer.ok) settled[form.dataset.live](form);
  } catch {
    complain(w.unreachable);
  }
}

function sure(button) {
  const before = button.textContent;
  button.dataset.asked = "yes";
  button.textContent = button.dataset.sure;
  setTimeout(() => {
    button.textContent = before;
    delete button.dataset.asked;
  }, 4000);
}

addEventListener("submit", (event) => {
  const form = event.target;
  const danger = find("[data-sure]", form);
  const isTap = form.matches(".tap");
  if (form.dataset.send || isTap || form.dataset.live || danger) event.preventDefault();
  if (form.dataset.send) put(form);
  else if (isTap) tap(form, event.submitter || clicked);
  else if (danger && !danger.dataset.asked) sure(danger);
  else if (form.dataset.live) gesture(form);
});
addEventListener("input", (event) => {
  const area = event.target;
  if (!area.matches("textarea[data-draft]")) return;
  draft(area.dataset.draft, area.value);
  measure(area);
  if (area.form.dataset.send === "cards") search(area.form);
});
addEventListener("change", (event) => {
  const form = event.target.form;
  if (!form) return;
  if (form.dataset.send === "cards") {
    lanes(form);
    remember(form);
    if (event.target.name === "step") search(form);
  } else if (form.dataset.live === "me") gesture(form);
  else if (form.matches(".rating") && !lacking(form)) tap(form, find("button", form));
});
addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  if (!event.target.matches("textarea[data-draft]")) return;
  event.preventDefault(); // a card is one sentence: Enter sends it
  find("button", event.target.form).click();
});
addEventListener("click", (event) => {
  clicked = event.target.closest("button");
  const { resume, drop, read } = event.target.dataset || {};
  if (read) {
    keep("read", read);
    document.body.className = "live read";
  }
  if (resume) {
    const item = outbox().find((i) => i.id === resume);
    const area = find("textarea", sheet(item.path));
    area.value = [textOf(item), area.value].filter(Boolean).join(" ");
    draft(area.dataset.draft, area.value);
    measure(area);
    area.focus();
  }
  if (resume || drop) {
    edit(resume || drop, () => []);
    draw();
  }
});
addEventListener("focusin", (event) => {
  const form = event.target.closest("form.sheet");
  if (!form || !event.target.matches("textarea") || find(".typing")) return;
  setTimeout(() => {
    document.body.classList.add("typing");
    form.scrollIntoView({ block: "start" });
  }, 60);
});
addEventListener("focusout", () => {
  // Later: a page that moved now would slip away under the finger that is about to press Send.
  setTimeout(() => {
    if (!document.activeElement.closest("form.sheet")) document.body.classList.remove("typing");
  }, 350);
});
