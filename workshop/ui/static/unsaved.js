// Streamlit drops what was typed in a form when another page opens: ask first. Fields of a dialog
// are left out, it is closed on purpose.
const FORM = '[data-testid="stForm"]';
const AWAY = '[data-testid="stSidebarNavLink"], .st-key-next-phase button, .st-key-room-go-on button, .rc-goes';
export default function (component) {
  // A rerun draws this component again: what is being typed must not be forgotten by it.
  const state = (window.rcUnsaved ??= { form: null });
  const waiting = () => Boolean(state.form?.isConnected);
  const type = (event) => {
    const form = event.target.closest?.(FORM);
    if (form && !form.closest('[role="dialog"]')) state.form = form;
  };
  const send = (event) => {
    const sends = event.key === "Enter" && (event.ctrlKey || event.target.tagName === "INPUT");
    if (sends && state.form?.contains(event.target)) state.form = null;
  };
  const click = (event) => {
    if (!waiting()) return;
    const saves = event.target.closest('[data-testid="stFormSubmitButton"]');
    if (saves && state.form.contains(saves)) {
      state.form = null;
    } else if (event.target.closest(AWAY)) {
      if (window.confirm(component.data.question)) {
        state.form = null;
      } else {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    }
  };
  const leave = (event) => {
    if (waiting()) event.preventDefault();
  };
  document.addEventListener("input", type, true);
  document.addEventListener("keydown", send, true);
  window.addEventListener("click", click, true);
  window.addEventListener("beforeunload", leave);
  return () => {
    document.removeEventListener("input", type, true);
    document.removeEventListener("keydown", send, true);
    window.removeEventListener("click", click, true);
    window.removeEventListener("beforeunload", leave);
  };
}
