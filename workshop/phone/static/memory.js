// What this phone keeps of its own.
const code = document.body.dataset.code;
const here = `/j/${code}`;
const find = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const w = find("#words").dataset;

let store = {};
try {
  store = localStorage;
} catch {
  // a browser that refuses to store: while the page is open, this does
}

function keep(name, value) {
  const key = `rc:${code}:${name}`;
  if (value === null) return delete store[key];
  try {
    store[key] = value;
  } catch {
    store = { ...store, [key]: value };
  }
}

const kept = (name) => store[`rc:${code}:${name}`] || null;

function parsed(name, otherwise) {
  try {
    return JSON.parse(kept(name)) || otherwise;
  } catch {
    return otherwise;
  }
}

// Sentences begun and not sent, by the name of their form.
function draft(name, text) {
  const drafts = { ...parsed("drafts", {}), [name]: text || undefined };
  keep("drafts", JSON.stringify(drafts));
}

// This tab's name, the same after a reload: what it began to send it may send again at once.
let tab = Math.random().toString(36).slice(2);
try {
  tab = sessionStorage.tab = sessionStorage.tab || tab;
} catch {
  // one more tab, then
}

// crypto.randomUUID does not exist on plain http, which is what a laptop in a room speaks.
function uuid() {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 15) | 64;
  b[8] = (b[8] & 63) | 128;
  const hex = Array.from(b, (x) => x.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
