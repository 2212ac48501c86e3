// Long posts: the first blocks of a body are drawn at once, the others while the browser has nothing else to do.
//
// A block that is not drawn has no fields. So whoever reads the form (an event of the browser says so), or changes the
// order of the blocks, has the others drawn first.

import { observeNear } from "./long-posts.js";

// An address that leads to a block needs them all.
const AT_ONCE = window.location.hash.startsWith("#block-") ? Infinity : 12;
const IN_A_ROW = 50; // each time, Wagtail draws its map of the page anew
const NEAR = "1200px";

const waiting = new Map(); // sequence -> the states of its blocks that are not drawn yet

// What is far from the window is not laid out (static/css/editor.css).
const distance = observeNear((entries) => {
  for (const { isIntersecting, target } of entries) target.classList.toggle("is-far", !isIntersecting);
}, NEAR);

const whenIdle = window.requestIdleCallback ?? ((work) => setTimeout(work, 20));

function draw(sequence, number) {
  const states = waiting.get(sequence) ?? [];
  // One by one: an insertion may ask for the rest, which follows what is drawn already.
  for (let drawn = 0; drawn < number && states.length; drawn += 1) {
    const child = sequence.insert(states.shift(), sequence.children.length);
    distance.observe(child.element);
  }
  if (!states.length) waiting.delete(sequence);
}

function drawSome() {
  for (const sequence of [...waiting.keys()]) draw(sequence, IN_A_ROW);
  if (waiting.size) whenIdle(drawSome, { timeout: 200 });
}

/** Draw all blocks now. */
export function drawAll() {
  for (const sequence of [...waiting.keys()]) draw(sequence, Infinity);
}

/** Draw blocks late, and all of them before anything needs them. Call it before the blocks are drawn. */
export function drawBlocksLate(form) {
  const { prototype } = window.wagtailStreamField?.blocks.StreamBlock ?? {};
  if (!prototype) return;
  const setState = prototype.setState;
  prototype.setState = function setStateLate(states) {
    waiting.delete(this);
    setState.call(this, states.slice(0, AT_ONCE));
    for (const child of this.children) if (states.length > AT_ONCE) distance.observe(child.element);
    if (states.length <= AT_ONCE) return;
    waiting.set(this, states.slice(AT_ONCE));
    whenIdle(drawSome, { timeout: 500 });
  };
  const setError = prototype.setError;
  prototype.setError = function setErrorLate(error) {
    // Each insertion calls it as well, without errors of blocks.
    if (error?.blockErrors) draw(this, Infinity);
    setError.call(this, error);
  };
  for (const name of ["getState", "getDuplicatedState", "getValue", "deleteBlock", "moveBlock", "duplicateBlock", "splitBlock",
    "_onRequestInsert"]) {
    const method = prototype[name];
    prototype[name] = function afterDrawing(...args) {
      draw(this, Infinity);
      return method.apply(this, args);
    };
  }
  completeFormData(form);
}

/** The names and values that the browser would send of a control (HTML standard, “constructing the entry list”). */
function entriesOf(control) {
  const { name, type } = control;
  if (!name || control.matches(":disabled, button, [type=submit], [type=reset], [type=button], [type=image]")) return [];
  if ((type === "checkbox" || type === "radio") && !control.checked) return [];
  if (type === "file") return control.files.length ? [...control.files].map((file) => [name, file]) : [[name, new File([], "")]];
  if (control.matches("select")) return [...control.selectedOptions].map((option) => [name, option.value]);
  return control.matches("input, textarea") ? [[name, control.value]] : [];
}

/** Make `new FormData(form)` complete, whoever calls it. The browser does not allow to call it within this event. */
function completeFormData(form) {
  form.addEventListener("formdata", ({ formData }) => {
    if (!waiting.size) return;
    drawAll();
    for (const name of [...formData.keys()]) formData.delete(name);
    for (const entry of [...form.elements].flatMap(entriesOf)) formData.append(...entry);
  });
}
