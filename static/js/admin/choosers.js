// In the dialogues of choosers: creating what was searched for, pages to link the marked words to, and the focus.

// What was searched for and is not there is created without typing it again: the button of
// templates/editors/create_from_search.html opens the form, filled in, with the focus on its next empty field.
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
  // The tabs move the focus to the tab, a moment later.
  setTimeout(() => fields.slice(last + 1).find(({ value }) => !value)?.focus(), 50);
});

// When a dialogue closes, Wagtail gives the focus back to the button that opened it. Once something has been chosen, that
// button is hidden, and the focus would be lost: it goes to the buttons beside what was chosen.
let chooser = null;

document.addEventListener("change", ({ target }) => {
  chooser = (target.id && document.getElementById(`${target.id}-chooser`)) || chooser;
});

window.jQuery(document).on("hidden.bs.modal", () => {
  const changed = chooser;
  chooser = null;
  setTimeout(() => {
    if (document.activeElement !== document.body) return;
    [...(changed?.querySelectorAll("button, a") ?? [])].find((control) => control.offsetParent)?.focus();
  });
});

// A dialogue takes the focus to itself when it has faded in, though somebody may be typing by then. The focus goes back to
// where it was in it, or else to the search.
let focused = null;

document.addEventListener("focusin", ({ target }) => {
  if (target.closest(".modal") && !target.matches(".modal")) focused = target;
});

// Whoever marks words and opens the dialogue of links sees the pages, events and people that they may name.
const MOST_MARKED = 60; // letters: more is a sentence
let marked = "";

// Noted before each key and click in an editor: the dialogue takes the focus from it, and the marks go.
function noteMarkedWords() {
  if (document.activeElement?.closest("[contenteditable=true]")) marked = document.getSelection().toString().trim();
}

document.addEventListener("keydown", noteMarkedWords, true);
document.addEventListener("mousedown", noteMarkedWords, true);

async function suggestPages(dialogue, words) {
  const search = dialogue.querySelector("form.search-form [name=q]");
  if (!words || words.length > MOST_MARKED || !search || !dialogue.querySelector(".link-types")) return;
  const address = new URL(search.form.action);
  address.searchParams.set("q", words);
  const response = await fetch(address);
  if (!response.ok || search.value || !(await response.text()).includes("choose-page")) return;
  search.value = words;
  search.dispatchEvent(new Event("input", { bubbles: true }));
  search.select(); // other words, once typed, take their place
}

window.jQuery(document).on("shown.bs.modal", ({ target: dialogue }) => {
  if (document.activeElement === dialogue) {
    const field = dialogue.contains(focused) ? focused : dialogue.querySelector("[name=q]");
    field?.focus();
  }
  suggestPages(dialogue, marked);
});
