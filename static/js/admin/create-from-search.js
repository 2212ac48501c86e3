// In the dialogues of choosers: what was searched for and is not there is created without typing it again. The button
// of templates/editors/create_from_search.html opens the form, filled in, with the focus on its next empty field.
document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-create-from-search]");
  if (!button) return;
  const tabs = button.closest(".w-tabs");
  const form = tabs.querySelector("[data-chooser-modal-creation-form]");
  const values = Object.entries(JSON.parse(button.dataset.createFromSearch));
  for (const [name, value] of values) {
    const field = form.elements.namedItem(name);
    field.value = value;
    for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
  }
  tabs.querySelector(`[role=tab][href="#${form.closest("[role=tabpanel]").id}"]`).click();
  const fields = [...form.querySelectorAll("input:not([type=hidden]), textarea, button[type=submit]")];
  const last = fields.findLastIndex(({ name }) => values.some(([filled]) => filled === name));
  fields.slice(last + 1).find(({ value }) => !value)?.focus();
});
