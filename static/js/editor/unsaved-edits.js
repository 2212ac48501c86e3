// Whether the form holds what the server does not have: Wagtail's own controller, with two gaps closed.
//
// Wagtail takes what is in the form two seconds after it was opened as its initial state, and what is in it when an
// autosave is answered as saved. What was typed before, or meanwhile, would not be saved, and not be asked for.

import { flushText } from "./text.js";

const FIRST_EDITS = ["keydown", "beforeinput", "pointerdown", "paste", "drop"];

export function withoutGaps(Unsaved) {
  return class extends Unsaved {
    initialize() {
      super.initialize();
      this.start = () => this.setInitialFormData();
    }

    connect() {
      super.connect();
      for (const name of FIRST_EDITS) document.addEventListener(name, this.start, { capture: true, once: true });
    }

    disconnect() {
      super.disconnect();
      for (const name of FIRST_EDITS) document.removeEventListener(name, this.start, { capture: true });
    }

    /** The first call counts: that of the first edit, or Wagtail's own, whichever is earlier. */
    setInitialFormData() {
      if (this.initialFormData === undefined) super.setInitialFormData();
    }

    /** Take `detail.sent`, the form as it was when it was sent, as saved; and save again if it has changed since. */
    clear(event) {
      this.initialFormData = event?.detail?.sent ?? this.formData;
      this.previousFormData = this.initialFormData;
      this.forceValue = false;
      this.hasCommentsValue = false;
      this.hasEditsValue = this.formData !== this.initialFormData;
      this.dispatch("watch-edits", { cancelable: false, detail: { initialFormData: this.initialFormData } });
      if (this.hasEditsValue) this.notify();
    }

    /** Whether anything is unsaved now. */
    get isDirty() {
      flushText();
      return this.forceValue || (this.initialFormData !== undefined && this.formData !== this.initialFormData);
    }

    confirm(event) {
      if (this.confirmationValue) this.hasEditsValue = this.isDirty;
      super.confirm(event);
    }
  };
}
