// Undo for blocks: after a block was deleted or moved a line offers to undo it, and so does Ctrl+Z outside text.
//
// Other scripts announce what can be undone, such as pasting blocks, by the event `editor:undoable` on the document,
// with `{text, undo, lasting}`: a sentence, the function that undoes it, and whether the line stays until the next step.
// A script that makes one step of several deletes blocks with the option `undoable: false`.

import { flushText } from "./text.js";
import { words } from "./settings.js";

const MAX_STEPS = 50;
const SHOWN_FOR = 30_000; // milliseconds
const TEXT = "input, textarea, select, [contenteditable=true], dialog, [role=dialog]";

const steps = [];
let line = null;
let timer = null;

function hide() {
  clearTimeout(timer);
  line?.remove();
  line = null;
}

export function undoLast() {
  const step = steps.pop();
  hide();
  step?.undo();
}

function show(text, lasting) {
  hide();
  line = document.createElement("div");
  line.className = "editor-undo";
  line.setAttribute("role", "status");
  const message = document.createElement("span");
  message.textContent = text;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-small";
  button.textContent = words.undo;
  button.addEventListener("click", undoLast);
  line.append(message, button);
  document.body.append(line);
  if (!lasting) timer = setTimeout(hide, SHOWN_FOR);
}

function remember({ text, undo, lasting = false }) {
  steps.push({ undo });
  if (steps.length > MAX_STEPS) steps.shift();
  show(text, lasting);
}

function nameOf(child) {
  return child.blockDef.meta.label || words.block;
}

/** Put the focus on a block without opening its text: on the button that folds it. */
function focusOn(child) {
  child?.toggleElement?.focus({ preventScroll: true });
  child?.element.scrollIntoView({ block: "nearest" });
}

function withUndo(deleteBlock) {
  return function deleteWithUndo(index, options) {
    flushText();
    if (options?.undoable === false) {
      deleteBlock.call(this, index, options);
      return;
    }
    const child = this.children[index];
    const state = child.getState();
    const text = words.deleted.replace("%(block)s", nameOf(child));
    deleteBlock.call(this, index, options);
    focusOn(this.children[Math.min(index, this.children.length - 1)]);
    remember({
      text,
      undo: () => {
        const place = Math.min(index, this.children.length);
        // A list takes the value and the ID apart, a stream takes them together.
        const isStream = state.type !== undefined;
        focusOn(isStream ? this.insert(state, place) : this.insert(state.value, place, { id: state.id }));
      },
    });
  };
}

function withUndoOfMove(moveBlock) {
  return function moveWithUndo(from, to) {
    if (from === to) return;
    const child = this.children[from];
    const pressed = child.element.contains(document.activeElement) ? document.activeElement : null;
    const move = (start, end) => {
      moveBlock.call(this, start, end);
      // The browser takes the focus from what is moved within the page.
      if (pressed?.isConnected && !pressed.disabled) pressed.focus({ preventScroll: true });
      else if (pressed) focusOn(child);
    };
    move(from, to);
    remember({
      text: words.moved.replace("%(block)s", nameOf(child)),
      undo: () => {
        const place = this.children.indexOf(child);
        if (place < 0) return;
        moveBlock.call(this, place, Math.min(from, this.children.length - 1));
        focusOn(child);
      },
    });
  };
}

/** Make changes of blocks undoable. Call it before the blocks are drawn. */
export function enableUndo() {
  for (const sequence of ["StreamBlock", "ListBlock"]) {
    const { prototype } = window.wagtailStreamField?.blocks[sequence] ?? {};
    if (!prototype) return;
    prototype.deleteBlock = withUndo(prototype.deleteBlock);
    prototype.moveBlock = withUndoOfMove(prototype.moveBlock);
  }
  document.addEventListener("editor:undoable", (event) => {
    event.preventDefault(); // whoever announces it need not say it as well
    remember(event.detail);
  });
  document.addEventListener("keydown", (event) => {
    const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key === "z";
    if (!isUndo || !steps.length || event.target.closest(TEXT)) return;
    event.preventDefault();
    undoLast();
  });
}
