// In the page editor: whoever is chosen in a quote, a speaker or a byline brings their role and organisation of today
// into the empty fields beside them. What an editor wrote stays.
//
// Wagtail's choosers keep what was chosen in `widget.state`. It holds a role only after a choice, or after somebody was
// created on the spot: a form that is opened again is left as it is. The event bubbles up from any field, so that
// blocks and rows that are added later need nothing.
const FILLED = ["role", "organisation"];

function fieldBeside(input, name) {
  return input.id.endsWith("person") && document.getElementById(input.id.replace(/person$/, name));
}

function fill(field, text) {
  const untouched = field.value === "" || field.value === field.dataset.prefilled;
  if (!untouched || field.value === text) return;
  field.value = text;
  field.dataset.prefilled = text;
  for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
}

document.addEventListener("change", ({ target }) => {
  const widget = target.id && document.getElementById(`${target.id}-chooser`)?.widget;
  if (!widget) return;
  const state = widget.getState() ?? {};
  const isCleared = !target.value;
  for (const name of FILLED) {
    const field = fieldBeside(target, name);
    if (field && (isCleared || name in state)) fill(field, isCleared ? "" : state[name]);
  }
});
