// In the page editor: blocks can be copied and pasted, on the same page, on another one and in another tab.
//
// Each block gets a menu beside Wagtail's own buttons: copy it, copy a run of blocks from the last copied one to it, and
// paste below it. What is copied is the JSON of the form's values, in local storage, so that every tab finds it;
// its plain text goes to the system's clipboard for other programs. The server checks what is pasted
// (editorial.clipboard), and new blocks get ids of their own. paste.js uses the same functions: they stand in
// `window.blockClipboard`, as a module that is imported under two names would run twice.
import { drawAll } from "../editor/late-blocks.js";

// Wagtail's block classes; a page without a body has none.
const wagtail = window.wagtailStreamField?.blocks;
const KEY = "roundtable-blocks";
const MAX_LABEL = 2000;

const settings = JSON.parse(document.getElementById("block-clipboard").textContent);

// The child of a stream that an element belongs to: Wagtail's own object, with `sequence` and `index`.
const children = new WeakMap();

function findChild(element) {
  return children.get(element.closest("[data-streamfield-child]"));
}

// Only the streams of the page itself: a stream within a block has no address that the server could look up.
function isBody(sequence) {
  return sequence instanceof wagtail.StreamBlock && !sequence.prefix.includes("-");
}

function format(one, many, number) {
  return (number === 1 ? one : many).replace("%d", number);
}

let status;

// Says what happened, to screen readers too, in a line at the bottom that goes away by itself.
function say(text, { lasting = false } = {}) {
  if (!status) {
    status = document.createElement("div");
    status.className = "block-clipboard-status";
    status.setAttribute("role", "status");
    document.body.append(status);
  }
  status.replaceChildren();
  const words = document.createElement("p");
  words.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "button button-small button-secondary";
  close.textContent = settings.close;
  close.addEventListener("click", () => status.replaceChildren());
  status.append(words, close);
  clearTimeout(say.timer);
  if (!lasting) say.timer = setTimeout(() => status.replaceChildren(), 8000);
}

async function ask(url, sequence, data) {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "X-Requested-With": "XMLHttpRequest",
      "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value,
    },
    body: JSON.stringify({ path: location.pathname, field: sequence.prefix, ...data }),
  });
  if (!response.ok && response.status !== 413) throw new Error(`${response.status}`);
  return response.json();
}

// Adds blocks at a place in a stream, in the place of a block if one is given, and moves the focus to the first of them.
// All of it is undone in one step.
function insertBlocks(sequence, index, pasted, replaced = null) {
  const old = replaced && pasted.blocks.length ? replaced.getState() : null;
  if (old) sequence.deleteBlock(index, { undoable: false });
  const added = pasted.blocks.map(({ type, value }, offset) => {
    return sequence.insert({ type, value, id: crypto.randomUUID() }, index + offset, {});
  });
  added[0]?.element.scrollIntoView({ block: "center" });
  added[0]?.focus();
  const done = added.length ? format(settings.pasted, settings.pastedMany, added.length) : settings.nothing;
  const text = [done, ...pasted.notes].join(" ");
  const lasting = pasted.notes.length > 0;
  const undo = () => {
    for (const child of added) {
      if (sequence.children.includes(child)) sequence.deleteBlock(child.index, { undoable: false });
    }
    if (old) sequence.insert(old, Math.min(index, sequence.children.length), {});
    const near = sequence.children[index] ?? sequence.children.at(-1);
    near?.toggleElement?.focus();
  };
  if (!added.length || !offerUndo({ text, lasting, undo })) say(text, { lasting });
  sequence.element.closest("form")?.dispatchEvent(new Event("change", { bubbles: true }));
}

// Returns whether somebody offers it: the editor of pages does (static/js/editor/undo.js).
function offerUndo(detail) {
  return !document.dispatchEvent(new CustomEvent("editor:undoable", { cancelable: true, detail }));
}

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? [];
  } catch {
    return [];
  }
}

let last = null;

function copy(child, isRun) {
  const { sequence } = child;
  const start = isRun && last?.sequence === sequence && sequence.children.includes(last) ? last.index : child.index;
  const run = sequence.children.slice(Math.min(start, child.index), Math.max(start, child.index) + 1);
  last = child;
  const copied = run.map((block) => block.getValue()).map(({ type, value }) => ({ type, value }));
  localStorage.setItem(KEY, JSON.stringify(copied));
  const text = run.map((block) => block.getTextLabel({ maxLength: MAX_LABEL })).filter(Boolean);
  navigator.clipboard?.writeText(text.join("\n\n")).catch(() => {});
  showPasteButtons();
  say(format(settings.copied, settings.copiedMany, run.length));
}

// Pastes below a block, or without one at the end.
async function paste(sequence, child = null) {
  try {
    const pasted = await ask(settings.blocksUrl, sequence, { blocks: read() });
    drawAll();
    insertBlocks(sequence, child ? child.index + 1 : sequence.children.length, pasted);
  } catch {
    say(settings.failed, { lasting: true });
  }
}

function showPasteButtons() {
  const isEmpty = read().length === 0;
  for (const button of document.querySelectorAll(".block-clipboard-paste")) button.hidden = isEmpty;
}

// The one menu of the page, which stands beside the button of the block that opened it.
let menu;

function openMenu(child, button) {
  menu ??= document.body.appendChild(document.createElement("div"));
  menu.className = "block-clipboard-menu";
  menu.popover = "auto";
  const { sequence } = child;
  const isRun = last?.sequence === sequence && last !== child && sequence.children.includes(last);
  const number = read().length;
  const entries = [
    [settings.copy, () => copy(child, false)],
    isRun && [settings.copyRun, () => copy(child, true)],
    number && [format(settings.paste, settings.pasteMany, number), () => paste(sequence, child)],
  ];
  const buttons = entries.filter(Boolean).map(([label, act]) => {
    const entry = document.createElement("button");
    entry.type = "button";
    entry.textContent = label;
    entry.addEventListener("click", () => {
      menu.hidePopover();
      button.focus();
      act();
    });
    return entry;
  });
  menu.replaceChildren(...buttons);
  menu.showPopover();
  const { bottom, right } = button.getBoundingClientRect();
  menu.style.top = `${Math.min(bottom, innerHeight - menu.offsetHeight)}px`;
  menu.style.left = `${Math.max(8, Math.min(right, innerWidth - 8) - menu.offsetWidth)}px`;
  buttons[0].focus();
}

function addButton(child) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--icon text-replace white";
  button.title = settings.menu;
  button.setAttribute("aria-label", settings.menu);
  button.setAttribute("aria-haspopup", "true");
  button.innerHTML = '<svg class="icon icon-clipboard-list" aria-hidden="true"><use href="#icon-clipboard-list"></use></svg>';
  button.addEventListener("click", () => openMenu(child, button));
  child.actionsContainerElement.append(button);
}

// An empty stream has no block to paste below.
function addPasteButton(sequence) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-small button-secondary block-clipboard-paste";
  button.textContent = settings.pasteHere;
  button.hidden = read().length === 0;
  button.addEventListener("click", () => paste(sequence));
  sequence.element.append(button);
}

function adopt(child) {
  if (children.has(child.element) || !isBody(child.sequence)) return;
  children.set(child.element, child);
  addButton(child);
}

function adoptStream(stream) {
  if (!isBody(stream) || stream.element.dataset.blockClipboard) return;
  stream.element.dataset.blockClipboard = "";
  stream.children.forEach(adopt);
  addPasteButton(stream);
}

// Streams are rendered after this module was loaded, and blocks are added at any time.
if (wagtail) {
  const { _createChild: createChild } = wagtail.StreamBlock.prototype;
  wagtail.StreamBlock.prototype._createChild = function (...args) {
    const child = createChild.apply(this, args);
    adopt(child);
    return child;
  };
  const { render } = wagtail.StreamBlockDefinition.prototype;
  wagtail.StreamBlockDefinition.prototype.render = function (...args) {
    const stream = render.apply(this, args);
    if (stream.element) adoptStream(stream);
    return stream;
  };
}

window.addEventListener("storage", ({ key }) => key === KEY && showPasteButtons());

window.blockClipboard = { ask, findChild, format, insertBlocks, say, settings };
