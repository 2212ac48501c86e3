// Links stay links. Where the clipboard can be written, a permalink and a citation get a button beside them and the link
// of a quote copies itself.
const SHOWN_FOR = 2500;

async function copy(text, label, copied) {
  await navigator.clipboard.writeText(text);
  const before = label.textContent;
  label.textContent = copied;
  setTimeout(() => { label.textContent = before; }, SHOWN_FOR);
}

function addButton(element, makeText) {
  const { copyLabel, copiedLabel } = element.dataset;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "word-button";
  button.textContent = copyLabel;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", () => copy(makeText(), button, copiedLabel));
  element.after(button);
}

if (navigator.clipboard) {
  for (const element of document.querySelectorAll("[data-copy-text]")) addButton(element, () => element.textContent);
  for (const link of document.querySelectorAll("[data-copy-link]")) {
    const { copyLabel, copiedLabel } = link.dataset;
    if (copyLabel) {
      addButton(link, () => link.href);
    } else {
      link.setAttribute("aria-live", "polite");
      // The address of the page changes as well: the link still works as one.
      link.addEventListener("click", () => copy(link.href, link, copiedLabel).catch(() => {}));
    }
  }
}
