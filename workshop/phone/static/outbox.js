// What is on its way: each card and idea, and of taps on the same thing the last one. In order,
// kept by this browser until the server has said that it holds them.
let sending = false;
let failures = 0;
let later;

const outbox = () => parsed("outbox", []);
const textOf = (item) => (item.fields.find(([name]) => name === "text") || ["", ""])[1];

function edit(id, change) {
  const items = outbox().flatMap((item) => (item.id === id ? change(item) : [item]));
  keep("outbox", items.length ? JSON.stringify(items) : null);
}

// ``key``: what it says something about; a newer word about the same replaces an older one.
function post(item) {
  const others = outbox().filter((other) => !item.key || other.key !== item.key);
  keep("outbox", JSON.stringify([...others, item]));
  pump();
}

async function pump() {
  clearTimeout(later);
  if (sending) return;
  sending = true;
  let wait = 0;
  while (!wait) {
    const now = Date.now();
    const item = outbox().find((i) => !i.problem && (i.tab === tab || !(i.until > now)));
    if (!item) break;
    if (item.after > now && !document.hidden) {
      wait = (item.after - now) / 1000; // a finger that goes on tapping is one request
      break;
    }
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
  let said;
  try {
    answer = await ask(`${here}/${item.path}`, item.fields, stop.signal);
    said = await answer.json();
  } catch {
    // no network, or a hotel's own page instead of ours
  } finally {
    clearTimeout(late);
  }
  if (said && answer.ok) {
    failures = 0;
    edit(item.id, () => []);
    received(item, said);
    return 0;
  }
  if (said && said.error && answer.status < 500 && answer.status !== 429) {
    edit(item.id, (i) => (item.key ? [] : [{ ...i, problem: said.message }]));
    refused(item, said.message);
    return 0;
  }
  failures += 1;
  draw();
  const asked = answer && Number(answer.headers.get("Retry-After"));
  return (asked || Math.min(30, 2 ** Math.min(failures, 5))) * (1 + Math.random() / 4);
}

const ask = (url, fields, signal) =>
  fetch(url, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new URLSearchParams(fields),
    keepalive: true, // also when the page goes away in this very moment
    signal,
  });
