// The editor of a page: the save queue, the session, words kept in the browser, and undoing changes of blocks.
//
// It runs before Wagtail's controllers start, and replaces two of them with subclasses.

import { keepWords, sendToCompare } from "./kept-words.js";
import { offerEverydayBlocks } from "./everyday-blocks.js";
import { drawBlocksLate } from "./late-blocks.js";
import { delayRichText } from "./long-posts.js";
import { showNotice } from "./notice.js";
import { asQueue } from "./save-queue.js";
import { getUser } from "./session.js";
import { settings, words } from "./settings.js";
import { enableUndo } from "./undo.js";
import { withoutGaps } from "./unsaved-edits.js";

const { app } = window.wagtail;
const form = document.getElementById("page-edit-form");

function replaceController(identifier, extend) {
  const module = app.router.modulesByIdentifier.get(identifier);
  app.register(identifier, extend(module.definition.controllerConstructor));
}

function controller(identifier) {
  return app.getControllerForElementAndIdentifier(form, identifier);
}

/** The server knows what is outdated: Wagtail's own guess from pings of the editing session is not asked. */
function withoutIntercepting(Session) {
  return class extends Session {
    showConfirmationDialog() {}
  };
}

function compare(answer) {
  const { formData: data, initialFormData: base } = controller("w-unsaved");
  controller("w-unsaved").confirmationValue = false;
  sendToCompare(answer.compare_url, { data, base });
}

function setUp() {
  enableUndo();
  delayRichText();
  drawBlocksLate(form);
  offerEverydayBlocks();
  replaceController("w-unsaved", withoutGaps);
  replaceController("w-autosave", asQueue);
  replaceController("w-session", withoutIntercepting);
  if (!form.dataset.controller.includes("w-autosave")) {
    // The form of an earlier version is not saved by itself, but its buttons go through the queue.
    form.dataset.wAutosaveActiveValue = "false";
    form.dataset.controller += " w-autosave";
  }
  getUser().catch(() => {}); // now, not at the first edit: the network may be gone by then; who needs the user asks again
  form.addEventListener("w-unsaved:watch-edits", () => keepWords(form, () => controller("w-unsaved")), { once: true });
  form.addEventListener("w-autosave:conflict", ({ detail }) => {
    showNotice(form, `${detail.error_message} ${words.conflict}`, [[words.compare, () => compare(detail)]]);
  });
  form.addEventListener("w-autosave:choose", ({ detail }) => compare(detail));
}

if (form && settings) setUp();
