// The save queue of a page's form: everything that saves goes through it, one request at a time (docs/decisions/0064).
//
// It takes the place of Wagtail's autosave controller, and keeps its events, so that Wagtail's indicator, messages and
// editing sessions work on. A button flushes the text, stops the autosave, waits for one that is under way, and is sent
// once. Each request has a token by which the server knows it again, and says from which version the form was loaded.

import { openDialogue } from "./dialogue.js";
import { NetworkError, SessionError, post } from "./session.js";
import { words } from "./settings.js";
import { flushText } from "./text.js";

const RETRIES = [2, 4, 8, 16, 32, 60]; // seconds
const ACTION_FIELDS = ["action-workflow-action", "workflow-action-name", "workflow-action-extra-data"];
const AUTOSAVE = { Accept: "application/json", "X-Save-Queue": "autosave" };
const SAVE = { Accept: "application/json", "X-Save-Queue": "save" };
const ACTION = { "X-Save-Queue": "action" };

export function asQueue(Autosave) {
  return class extends Autosave {
    connect() {
      super.connect?.();
      if (this.element.id !== "page-edit-form") return; // an indicator, or the form of another kind of record
      this.form = this.element;
      this.base = { id: this.readField("loaded_revision_id"), time: this.readField("loaded_revision_created_at") };
      this.failures = 0;
      this.isActing = false;
      this.onSubmit = (event) => {
        event.preventDefault();
        event.stopImmediatePropagation();
        this.act(event.submitter);
      };
      this.form.addEventListener("submit", this.onSubmit, { capture: true });
      // jQuery, with which Wagtail's dialogues send the form, calls this method and fires no event of the browser.
      this.form.submit = () => this.act(null);
      this.onOnline = () => this.retryNow();
      window.addEventListener("online", this.onOnline);
    }

    disconnect() {
      if (!this.form) return;
      this.form.removeEventListener("submit", this.onSubmit, { capture: true });
      window.removeEventListener("online", this.onOnline);
      clearTimeout(this.timer);
    }

    get unsaved() {
      return this.application.getControllerForElementAndIdentifier(this.form, "w-unsaved");
    }

    readField(name) {
      return this.form.elements.namedItem(name)?.value ?? "";
    }

    // Autosave

    /** Save by itself, after the usual pause. Wagtail calls it when the form has changed. */
    save(event) {
      if (!this.form) return super.save(event);
      if (!this.activeValue || this.isActing) return undefined;
      this.trigger = event;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.autosave(), this.intervalValue);
      return undefined;
    }

    async autosave() {
      clearTimeout(this.timer);
      if (!this.activeValue || this.isActing || this.running) return;
      // What got no answer is sent again as it was: the server may have it.
      const request = this.unanswered ?? this.prepare(AUTOSAVE);
      this.running = this.sendAutosave(request);
      await this.running;
      this.running = null;
      if (!this.failures && this.unsaved?.isDirty && this.unsaved.formData !== request.sent) this.save(this.trigger);
    }

    async sendAutosave(request) {
      try {
        this.handle(await this.send(request), request);
      } catch (error) {
        this.fail(error);
      }
    }

    retryNow() {
      if (this.failures) this.autosave();
    }

    // Requests

    /** Return a request with what the form holds now. */
    prepare(headers, submitter) {
      flushText();
      const body = new FormData(this.form);
      for (const name of ACTION_FIELDS) if (headers !== ACTION) body.delete(name);
      if (submitter?.name) body.set(submitter.name, submitter.value);
      body.set("loaded_revision_id", this.base.id);
      body.set("loaded_revision_created_at", this.base.time);
      body.set("submission", crypto.randomUUID());
      if (headers === AUTOSAVE && this.revisionIdValue) body.set("overwrite_revision_id", this.revisionIdValue);
      return { body, headers, sent: this.unsaved?.formData };
    }

    async send(request) {
      this.unanswered = request;
      this.silencePings();
      const detail = { formData: request.body, trigger: this.trigger };
      this.dispatch("save", { cancelable: false, detail });
      const answer = await post(this.form.action, request.body, request.headers);
      this.unanswered = null;
      this.failures = 0;
      return answer;
    }

    /** An answer to a ping that is under way would be of before, and take our own version for one of another window. */
    silencePings() {
      const sessions = document.querySelector("[data-controller~=w-session]");
      const swap = sessions && this.application.getControllerForElementAndIdentifier(sessions, "w-swap");
      swap?.abortController?.abort();
    }

    /** Take over what the server answered to a saving. Returns whether it was saved. */
    handle(answer, { headers, sent }) {
      if (!answer.success) {
        this.refuse(answer);
        return false;
      }
      this.base = { id: `${answer.revision_id}`, time: answer.revision_created_at };
      // The next autosave overwrites the revision of an autosave, and leaves that of a button alone.
      this.revisionIdValue = headers === AUTOSAVE ? answer.revision_id : 0;
      for (const [name, value] of Object.entries(answer.field_updates ?? {})) {
        const field = this.form.elements.namedItem(name);
        if (field) field.value = value;
      }
      if (answer.url) {
        this.form.action = answer.url;
        window.history.replaceState(null, "", answer.url);
      }
      if (this.hasPartialsTarget && answer.html) this.partialsTarget.innerHTML = answer.html;
      const updated = withUpdates(sent, answer.field_updates);
      const succeed = () => this.dispatch("success", {
        cancelable: false,
        detail: { response: answer, data: answer, trigger: this.trigger, sent: updated },
      });
      this.hydrated = answer.hydrate_url ? this.hydrate({ detail: { url: answer.hydrate_url } }) : Promise.resolve();
      this.hydrated.then(succeed, (error) => this.fail(error));
      return true;
    }

    refuse(answer) {
      const { error_code: type = "server_error", error_message: text = words.server_error } = answer;
      this.report(type, text, answer);
      if (type === "invalid_revision") {
        this.activeValue = false;
        this.dispatch("conflict", { cancelable: false, detail: answer });
      }
    }

    /** Try again later. Meanwhile the words are kept in the browser (kept-words.js). */
    fail(error) {
      const isNetwork = error instanceof NetworkError;
      const isSession = error instanceof SessionError;
      if (!isNetwork && !isSession) this.unanswered = null;
      const text = isNetwork ? words.network_error : isSession ? words.session_ended : words.server_error;
      this.report(isNetwork ? "network_error" : "server_error", text, null, error);
      const pause = RETRIES[Math.min(this.failures, RETRIES.length - 1)];
      this.failures += 1;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.autosave(), pause * 1000);
    }

    report(type, text, response, error = new Error(text)) {
      const detail = { response, error, trigger: this.trigger, text, type };
      this.dispatch("error", { cancelable: false, detail });
    }

    // Buttons

    /** Do what a button says: save in place, or send the form and go where the server says. */
    async act(submitter) {
      if (this.isActing) return;
      this.isActing = true;
      clearTimeout(this.timer);
      const isSave = this.activeValue && !submitter?.name && !this.hasActionFields;
      const focused = document.activeElement;
      flushText();
      if (!isSave) this.form.inert = true;
      try {
        await this.running;
        await this.hydrated;
        await this.settle();
        if (isSave) await this.saveInPlace(submitter);
        else await this.leave(submitter);
      } catch (error) {
        await this.explain(error, submitter);
      }
      this.isActing = false;
      if (this.isLeaving) return;
      this.form.inert = false;
      if (!isSave) focused?.focus?.({ preventScroll: true });
      this.forgetAction(submitter);
      if (this.unsaved?.isDirty) this.save();
    }

    get hasActionFields() {
      return ACTION_FIELDS.some((name) => this.form.elements.namedItem(name));
    }

    /** Send again what got no answer: it may have been saved, and be the latest version. */
    async settle() {
      const request = this.unanswered;
      if (request && request.headers !== ACTION) this.handle(await this.send(request), request);
    }

    async saveInPlace(submitter) {
      const request = this.prepare(SAVE, submitter);
      const answer = await this.send(request);
      if (answer.error_code === "invalid_revision" || answer.success) {
        if (this.handle(answer, request)) announce(answer.message);
        else this.dispatch("choose", { cancelable: false, detail: answer });
      } else {
        this.sendNatively(request.body); // what is wrong is shown beside the fields
      }
    }

    async leave(submitter) {
      const request = this.unanswered?.headers === ACTION ? this.unanswered : this.prepare(ACTION, submitter);
      const answer = await this.send(request);
      if (answer.redirect) {
        this.depart();
        this.dispatch("depart", { cancelable: false });
        window.location.assign(answer.redirect);
      } else if (answer.error_code === "invalid_revision") {
        this.refuse(answer);
        this.dispatch("choose", { cancelable: false, detail: answer });
      } else {
        this.sendNatively(request.body); // it was refused: the server shows the form again, and says why
      }
    }

    depart() {
      this.isLeaving = true;
      this.unsaved.confirmationValue = false;
    }

    /** Send the data as a form of the browser does: the server answers with a page. */
    sendNatively(body) {
      const form = document.createElement("form");
      form.method = "post";
      form.action = this.form.action;
      form.hidden = true;
      for (const [name, value] of body) {
        if (typeof value !== "string" || name === "submission") continue;
        const field = document.createElement("textarea"); // it keeps line breaks
        field.name = name;
        field.value = value;
        form.append(field);
      }
      document.body.append(form);
      this.depart();
      form.submit();
    }

    async explain(error, submitter) {
      this.fail(error);
      if (error instanceof SessionError) return;
      this.form.inert = false;
      const content = error instanceof NetworkError ? words.not_sent_network : words.not_sent_server;
      const { chosen } = openDialogue({
        title: words.not_sent, content, buttons: { again: words.try_again, later: words.later },
      });
      if (await chosen !== "again") {
        if (this.unanswered?.headers === ACTION) this.unanswered = null;
        return;
      }
      this.isActing = false;
      clearTimeout(this.timer);
      await this.act(submitter);
    }

    /** A button that was not carried out leaves no trace: neither its wheel nor the fields of a workflow action. */
    forgetAction(submitter) {
      if (submitter) this.application.getControllerForElementAndIdentifier(submitter, "w-progress")?.deactivate();
      for (const name of ACTION_FIELDS) {
        for (const field of this.form.querySelectorAll(`input[name="${name}"]`)) field.remove();
      }
    }
  };
}

/** Return the serialised form `sent` with the fields that the server has given another value. */
function withUpdates(sent, updates = {}) {
  if (!sent) return sent;
  const data = new URLSearchParams(sent);
  for (const [name, value] of Object.entries(updates)) if (data.has(name)) data.set(name, value);
  return data.toString();
}

function announce(text) {
  document.dispatchEvent(new CustomEvent("w-messages:add", { detail: { text, type: "success", clear: true } }));
}
