// A modal dialogue of the editor, after which the focus is where it was.

function button(label, value, secondary) {
  const element = document.createElement("button");
  element.type = "submit";
  element.value = value;
  element.className = secondary ? "button button-secondary" : "button";
  element.textContent = label;
  return element;
}

/**
 * Show a dialogue with a title, a text or an element, and buttons.
 *
 * `buttons` maps what `chosen` resolves to to labels; the first is the main one. Escape resolves to "".
 * Returns `{element, close, chosen}`.
 */
export function openDialogue({ title, content, buttons = {} }) {
  const before = document.activeElement;
  const element = document.createElement("dialog");
  element.className = "editor-dialogue";
  element.setAttribute("aria-labelledby", "editor-dialogue-title");
  const heading = document.createElement("h2");
  heading.id = "editor-dialogue-title";
  heading.textContent = title;
  const body = typeof content === "string" ? document.createElement("p") : content;
  if (typeof content === "string") body.textContent = content;
  const form = document.createElement("form");
  form.method = "dialog";
  form.append(...Object.entries(buttons).map(([value, label], number) => button(label, value, number > 0 || value === "later")));
  element.append(heading, body, form);
  document.body.append(element);
  element.showModal();
  const chosen = new Promise((resolve) => {
    element.addEventListener("close", () => {
      resolve(element.returnValue);
      element.remove();
      if (before?.isConnected) before.focus({ preventScroll: true });
    }, { once: true });
  });
  return { element, chosen, close: (value = "") => element.close(value) };
}
