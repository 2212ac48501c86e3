// Suggestions below a search field: the APG's editable combobox with a listbox, list autocomplete, manual selection.
// Typing is searching as before: an option must be chosen, and leads to its page.
const PAUSE = 150; // milliseconds without a key before asking
const make = (name, properties) => Object.assign(document.createElement(name), properties);

class Suggest {
  constructor(input) {
    this.input = input;
    this.kept = new Map();
    const [id, ariaLabel] = [`${input.id}-suggestions`, input.dataset.suggestLabel];
    this.list = make("ul", { id, ariaLabel, className: "suggestions", role: "listbox", hidden: true });
    this.status = make("p", { className: "visually-hidden", role: "status" });
    // A search box may not be a combobox (ARIA in HTML), a text field may.
    Object.assign(input, { type: "text", role: "combobox", ariaAutoComplete: "list", ariaExpanded: "false" });
    input.setAttribute("aria-controls", this.list.id);
    input.setAttribute("autocomplete", "off");
    input.form.append(this.list, this.status);
    input.addEventListener("input", () => this.wait());
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("blur", () => this.close());
    // The field keeps the focus while an option is pressed.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.follow(event.target.closest("[role=option]")));
  }

  wait() {
    clearTimeout(this.timer);
    this.request?.abort();
    const words = this.input.value.trim();
    if (words.length < 2) this.close();
    else this.timer = setTimeout(() => this.ask(words), PAUSE);
  }

  async ask(words) {
    this.request = new AbortController();
    const { signal } = this.request;
    try {
      if (!this.kept.has(words)) {
        const address = `${this.input.dataset.suggest}?${new URLSearchParams({ q: words })}`;
        const response = await fetch(address, { signal });
        if (!response.ok) return this.close();
        const { suggestions } = await response.json();
        this.kept.set(words, suggestions);
      }
      if (!signal.aborted && document.activeElement === this.input) this.show(this.kept.get(words));
    } catch {
      if (!signal.aborted) this.close(); // offline, say: searching by the button tells
    }
  }

  show(suggestions) {
    this.choose(null);
    this.list.replaceChildren(...suggestions.map(({ title, url, type }, number) => {
      const id = `${this.list.id}-${number}`;
      const option = make("li", { id, className: "suggestions__option", role: "option", ariaSelected: "false" });
      option.dataset.url = url;
      option.append(`${title} `, make("span", { className: "suggestions__type", textContent: type }));
      return option;
    }));
    this.open(suggestions.length > 0);
    const { suggestNone, suggestOne, suggestMany } = this.input.dataset;
    const count = suggestions.length;
    this.status.textContent = { 0: suggestNone, 1: suggestOne }[count] ?? suggestMany.replace("{number}", count);
  }

  open(shown) {
    this.list.hidden = !shown;
    this.input.ariaExpanded = String(shown);
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.choose(null);
    this.open(false);
    this.status.textContent = "";
  }

  choose(option) {
    if (this.active) this.active.ariaSelected = "false";
    this.active = option;
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.ariaSelected = "true";
    this.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  follow(option) {
    if (option) location.assign(option.dataset.url);
  }

  // From the field to the first or last option, and past the last or first one back to the field.
  move(forwards) {
    if (this.active) this.choose(forwards ? this.active.nextElementSibling : this.active.previousElementSibling);
    else this.choose(forwards ? this.list.firstElementChild : this.list.lastElementChild);
  }

  press(event) {
    const { key, altKey, isComposing } = event;
    const shown = !this.list.hidden;
    if (isComposing) return;
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if (!shown && this.list.childElementCount) this.open(true);
      if (altKey && key === "ArrowUp") this.close();
      else if (!altKey && !this.list.hidden) this.move(key === "ArrowDown");
    } else if (key === "Escape") {
      if (!shown) this.input.value = "";
      this.close();
      event.preventDefault();
    } else if (key === "Enter" && shown && this.active) {
      event.preventDefault();
      this.follow(this.active);
    } else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(key)) {
      this.choose(null); // back to the text, where the key moves the cursor
    }
  }
}

for (const input of document.querySelectorAll("[data-suggest]")) new Suggest(input);
