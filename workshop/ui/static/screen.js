// The projector's window itself: no pointer after a while, M for motion, and how to fill the screen.
const AT_REST = 3000;
const HINT_FOR = 9000;
const OWN_WINDOW = "rc-projector"; // as the menu names the window that it opens
const KEPT = "rc-still"; // in this browser alone
function kept() {
  try {
    return localStorage.getItem(KEPT) === "1";
  } catch {
    return false; // a browser that keeps nothing
  }
}
function keep(still) {
  try {
    localStorage.setItem(KEPT, still ? "1" : "0");
  } catch {
    /* it holds until the window is closed */
  }
}
function fills() {
  return matchMedia("(display-mode: fullscreen)").matches || innerHeight >= screen.height;
}
export default function (component) {
  const { data, parentElement } = component;
  const root = document.documentElement;
  const state = (parentElement.rcScreen ??= {});
  if (!state.note) {
    root.classList.toggle("rc-still", kept());
    state.note = el("p", "rc-hint");
    state.note.setAttribute("role", "status");
    parentElement.append(state.note);
    state.back = el("a", "rc-back");
    state.back.hidden = true;
    parentElement.append(state.back);
  }
  [state.back.textContent, state.back.href] = data.back;
  // The topics find their places in front of whoever saw the phase before.
  state.note.dataset.phase = data.phase;
  if (data.phase !== "matrix" && !(window.rcCurtains ??= new Map()).has("matrix")) curtain("matrix", false);
  const say = (words) => {
    clearTimeout(state.saying);
    state.note.textContent = words;
    state.saying = setTimeout(() => { state.note.textContent = ""; }, HINT_FOR);
  };
  const rest = () => {
    root.classList.add("rc-at-rest");
    state.back.hidden = true;
  };
  const wake = () => {
    clearTimeout(state.resting);
    root.classList.remove("rc-at-rest");
    state.resting = setTimeout(rest, AT_REST);
  };
  // A hand is there: the way back, for whoever has this page in the place of their own.
  const offer = () => {
    wake();
    state.back.hidden = window.name.startsWith(OWN_WINDOW);
  };
  const move = () => {
    offer();
    if (state.hinted) return;
    state.hinted = true;
    if (!fills()) say(data.words.full);
  };
  const press = (event) => {
    if (event.key === "Escape") {
      offer();
      state.back.focus();
    }
    if (!isPlainKey(event, "m")) return;
    const still = root.classList.toggle("rc-still");
    keep(still);
    if (still) window.rcPlayed?.();
    say(still ? data.words.still : data.words.moving);
  };
  wake();
  document.addEventListener("mousemove", move);
  document.addEventListener("keydown", press);
  return () => {
    clearTimeout(state.resting);
    document.removeEventListener("mousemove", move);
    document.removeEventListener("keydown", press);
    if (!parentElement.isConnected) root.classList.remove("rc-at-rest");
  };
}
