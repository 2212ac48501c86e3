// Links stay links. Where the clipboard can be written, a permalink gets a button beside it and the link of a quote
// copies itself.
const SHOWN_FOR = 2500;

async function copy(address, label, copied) {
  await navigator.clipboard.writeText(address);
  const before = label.textContent;
  label.textContent = copied;
  setTimeout(() => { label.textContent = before; }, SHOWN_FOR);
}

if (navigator.clipboard) {
  for (const link of document.querySelectorAll("[data-copy-link]")) {
    const { copyLabel, copiedLabel } = link.dataset;
    if (copyLabel) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "word-button";
      button.textContent = copyLabel;
      button.setAttribute("aria-live", "polite");
      button.addEventListener("click", () => copy(link.href, button, copiedLabel));
      link.after(button);
    } else {
      link.setAttribute("aria-live", "polite");
      // The address of the page changes as well: the link still works as one.
      link.addEventListener("click", () => copy(link.href, link, copiedLabel).catch(() => {}));
    }
  }
}
