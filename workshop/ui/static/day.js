// Where the room is in its agenda, counted here between two readings of the server's clock.
const A_MINUTE = 60000;
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const { words } = data;
  // As in the timer's clock: a reading grows old on its way, which only makes it look less ahead.
  window.rcAhead = Math.max(window.rcAhead ?? -Infinity, data.now - Date.now());
  const state = (parentElement.rcDay ??= { asked: "" });
  if (!state.root) {
    state.root = el("p", "rc-day");
    state.where = el("span");
    state.late = el("b", "rc-day-late");
    state.root.append(state.where, state.late);
    parentElement.append(state.root);
  }
  const tick = () => {
    const now = Date.now() + window.rcAhead;
    const minutes = (time) => Math.max(0, Math.floor(time / A_MINUTE));
    const over = minutes(now - data.slot_ends_at);
    const late = minutes(Math.max(now, data.slot_ends_at) - data.in_time_at);
    const spent = words.spent.replace("{n}", minutes(now - data.since));
    const end = words.end.replace("{hour}", data.ends[Math.min(over, data.ends.length - 1)]);
    const where = [data.name, spent, end].filter(Boolean).join(" · ");
    const said = late >= data.late_from ? " · " + words.late.replace("{n}", late) : "";
    if (state.where.textContent !== where) state.where.textContent = where;
    if (state.late.textContent !== said) state.late.textContent = said;
    const asked = `${data.since}`;
    if (said && !data.offered && state.asked !== asked && isIdle()) {
      state.asked = asked; // the bar then offers what could be left out
      setTriggerValue("late", late);
    }
  };
  tick();
  const beat = setInterval(tick, 1000);
  return () => clearInterval(beat);
}
