// The form that a button opened beside a list: brought into sight, the keyboard in its first field.
// Once for each opening: nobody is called back to it by a run of the page.
const TRIES = 40;

function reach(data, tries) {
  const form = document.querySelector(`.st-key-${data.form}`);
  const place = form?.querySelector(`.st-key-${data.field}`);
  const field = ["input:checked", "textarea, input", "button"]
    .map((kind) => place?.querySelector(kind))
    .find(Boolean);
  if (field) {
    field.focus({ preventScroll: true });
    // A form taller than the window is "near" wherever it stands: its title is what one looks for.
    const above = parseFloat(getComputedStyle(form).scrollMarginTop);
    const fits = form.offsetHeight <= innerHeight - above;
    form.scrollIntoView({ block: fits ? "nearest" : "start" });
    field.setSelectionRange?.(field.value.length, field.value.length);
  } else if (tries) setTimeout(() => reach(data, tries - 1), 50);
}

export default function (component) {
  const { data, parentElement } = component;
  if (parentElement.rcReached === data.field) return;
  parentElement.rcReached = data.field;
  reach(data, TRIES);
}
