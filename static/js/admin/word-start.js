// A text that is pasted keeps its headings, lists and links: its HTML goes along in a hidden field.

const form = document.querySelector("[data-word-start]");
const text = form.elements.text;
const html = form.elements.pasted_html;

text.addEventListener("paste", (event) => {
  const isWhole = !text.value || text.selectionEnd - text.selectionStart === text.value.length;
  html.value = isWhole ? event.clipboardData.getData("text/html") : "";
});
// What is typed into it later is not in that HTML.
text.addEventListener("input", (event) => {
  if (event.inputType !== "insertFromPaste") html.value = "";
});
