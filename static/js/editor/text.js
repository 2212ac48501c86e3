// The text of rich text fields. Draftail writes it into its hidden field a quarter of a second after the last key, so a
// form that is sent before lacks the last word.

const WRAPPER = "[data-draftail-editor-wrapper]";
// Styles with which Wagtail shows comments; it leaves them out when it saves, too.
const COMMENT_STYLE = /^(COMMENT-|STYLE_RERENDER)/;
const EDITS = ["keydown", "beforeinput", "paste", "cut", "drop", "click"];

// Draftail's timer may still write an earlier state over a field that was flushed: it is flushed again for so long.
const SETTLED = 2000; // milliseconds

const touched = new Map(); // field -> when it was edited last

function fieldOf(wrapper) {
  return wrapper?.parentNode.querySelector("input");
}

let latest = null; // the field that was edited last: Draftail's toolbars and lists may be outside its wrapper

for (const name of EDITS) {
  document.addEventListener(name, (event) => {
    latest = fieldOf(event.target.closest?.(WRAPPER)) ?? latest;
    if (latest) touched.set(latest, performance.now());
  }, { capture: true });
}

/** Write what rich text fields show into the fields that the form sends. */
export function flushText() {
  for (const [field, time] of touched) {
    const editor = field.draftailEditor;
    if (performance.now() - time > SETTLED) touched.delete(field);
    if (!field.isConnected || !editor) continue;
    const content = window.Draftail.serialiseEditorStateToRaw(editor.getEditorState());
    for (const block of content?.blocks ?? []) {
      block.inlineStyleRanges = block.inlineStyleRanges.filter(({ style }) => !COMMENT_STYLE.test(style));
    }
    field.rawContentState = content;
    field.value = JSON.stringify(content);
  }
}
