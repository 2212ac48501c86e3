// Suggestions below a search field: the APG's editable combobox, list autocomplete with manual selection.
// Enter searches as before, unless an option was chosen: that leads to its page.
const PAUSE = 150; // milliseconds without a key
const make = (name, properties) => Object.assign(document.createElement(name), properties);

class Suggest {
  constructor(input) {
    this.input = input;
    this.kept = new Map();
    const [id, ariaLabel] = [`${input.id}-suggestions`, input.dataset.suggestLabel];
    this.list = make("ul", { id, ariaLabel, className: "suggestions", role: "listbox", hidden: true });
    this.status = make("p", { className: "visually-hidden", role: "status" });
    // A search box may not be a combobox (ARIA in HTML).
    Object.assign(input, { type: "text", role: "combobox", autocomplete: "off" });
    Object.assign(input, { ariaAutoComplete: "list", ariaExpanded: "false" });
    input.setAttribute("aria-controls", id);
    input.form.append(this.list, this.status);
    const on = (element, ...listener) => element.addEventListener(...listener);
    // A word that is being composed is not there yet.
    on(input, "input", ({ isComposing }) => isComposing || this.wait());
    on(input, "compositionend", () => this.wait());
    on(input, "keydown", (event) => this.press(event));
    on(input, "blur", () => this.close());
    // The field keeps the focus.
    on(this.list, "mousedown", (event) => event.preventDefault());
    on(this.list, "click", ({ target }) => this.follow(target.closest("[role=option]")));
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
      if (!signal.aborted) this.close(); // offline, say
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
    if (option) location = option.dataset.url;
  }

  // Past the last option is the field.
  move(forwards) {
    const places = [null, ...this.list.children];
    const at = places.indexOf(this.active ?? null) + (forwards ? 1 : -1);
    this.choose(places.at(at % places.length));
  }

  press(event) {
    const { key, altKey, isComposing, keyCode } = event;
    const shown = !this.list.hidden;
    if (isComposing || keyCode === 229) return; // 229: part of a composition, in Safari
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if (altKey && key === "ArrowUp") this.close();
      else if (!shown) this.wait();
      else if (!altKey) this.move(key === "ArrowDown");
    } else if (key === "Escape") {
      if (!shown) this.input.value = "";
      this.close();
      event.preventDefault();
    } else if (key === "Enter" && shown && this.active) {
      event.preventDefault();
      this.follow(this.active);
    } else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(key)) {
      this.choose(null); // the key moves the cursor
    }
  }
}

for (const input of document.querySelectorAll("[data-suggest]")) new Suggest(input);
