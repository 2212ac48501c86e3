// The text of rich text fields. Draftail writes it into its hidden field a quarter of a second after the last key, so a
// form that is sent before lacks the last word.

const WRAPPER = "[data-draftail-editor-wrapper]";
// Styles with which Wagtail shows comments; it leaves them out when it saves, too.
const COMMENT_STYLE = /^(COMMENT-|STYLE_RERENDER)/;
const EDITS = ["keydown", "beforeinput", "paste", "cut", "drop", "click"];

const touched = new Set();

function fieldOf(wrapper) {
  return wrapper?.parentNode.querySelector("input");
}

for (const name of EDITS) {
  document.addEventListener(name, (event) => {
    const field = fieldOf(event.target.closest?.(WRAPPER));
    if (field) touched.add(field);
  }, { capture: true });
}

/** Write what rich text fields show into the fields that the form sends. */
export function flushText() {
  for (const field of touched) {
    const editor = field.draftailEditor;
    if (!field.isConnected || !editor) continue;
    const content = window.Draftail.serialiseEditorStateToRaw(editor.getEditorState());
    for (const block of content?.blocks ?? []) {
      block.inlineStyleRanges = block.inlineStyleRanges.filter(({ style }) => !COMMENT_STYLE.test(style));
    }
    field.rawContentState = content;
    field.value = JSON.stringify(content);
  }
  touched.clear();
}
