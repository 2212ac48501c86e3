// Long posts: a rich text editor is made when its place comes near the window, and shows its plain text until then.
//
// Each of Draftail's editors has a hundred elements and its own timers. A body of 150 blocks with all of them at once
// opens slowly, and each key is slow. Blocks outside the window are not laid out either (static/css/editor.css).

const NEAR = "400px";

/** Observe what comes within that distance of the window. The admin's `main` scrolls, and so cuts off any margin around
 * the window itself. */
export function observeNear(callback, distance) {
  return new IntersectionObserver(callback, { root: document.getElementById("main"), rootMargin: distance });
}

const makers = new WeakMap();
const observer = observeNear((entries) => {
  for (const { isIntersecting, target } of entries) if (isIntersecting) makers.get(target)?.();
}, NEAR);

function textOf(value, maxLength = Infinity) {
  const blocks = (value && JSON.parse(value)?.blocks) || [];
  const text = blocks.map((block) => block.text).filter(Boolean).join(" ");
  return text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;
}

/** Stands for Wagtail's widget of a rich text field, and makes it when something needs the editor. */
class LazyRichText {
  constructor(render, input, placeholder, capabilities) {
    this.render = render;
    this.input = input;
    this.placeholder = placeholder;
    this.capabilities = capabilities;
    this.idForLabel = input.id;
  }

  /** Draw the editor, unless it is there, and return Wagtail's widget. */
  make() {
    if (!this.widget) {
      observer.unobserve(this.placeholder);
      const isInvalid = this.input.getAttribute("aria-invalid") === "true";
      this.widget = this.render(this.input.value, this.capabilities);
      if (isInvalid) this.widget.setInvalid(true);
    }
    return this.widget;
  }

  getValue() {
    return this.widget ? this.widget.getValue() : this.input.value;
  }

  getState() {
    return this.make().getState();
  }

  setState(state) {
    this.make().setState(state);
  }

  setInvalid(isInvalid) {
    if (this.widget) this.widget.setInvalid(isInvalid);
    else if (isInvalid) this.input.setAttribute("aria-invalid", "true");
    else this.input.removeAttribute("aria-invalid");
  }

  getTextLabel(options) {
    return this.widget ? this.widget.getTextLabel(options) : textOf(this.input.value, options?.maxLength);
  }

  focus() {
    this.make().focus();
  }

  setCapabilityOptions(name, options) {
    if (this.widget) this.widget.setCapabilityOptions(name, options);
    else this.capabilities.set(name, Object.assign(this.capabilities.get(name) ?? {}, options));
  }
}

/** Delay the creation of rich text editors within blocks. Call it before the blocks are drawn. */
export function delayRichText() {
  const { prototype } = window.draftail?.DraftailRichTextArea ?? {};
  if (!prototype) return;
  const renderNow = prototype.render;
  prototype.render = function renderLater(container, name, id, state, capabilities, options = {}) {
    if (typeof state !== "string") return renderNow.call(this, container, name, id, state, capabilities, options);
    const input = document.createElement("input");
    input.type = "hidden";
    input.id = id;
    input.name = name;
    input.value = state;
    const placeholder = document.createElement("div");
    placeholder.className = "editor-text-to-come";
    placeholder.tabIndex = 0;
    placeholder.textContent = textOf(state);
    container.append(input, placeholder);
    const render = (value, known) => {
      const hadFocus = document.activeElement === placeholder;
      input.remove();
      placeholder.remove();
      const widget = renderNow.call(this, container, name, id, value, known, options);
      if (hadFocus) widget.focus();
      return widget;
    };
    const lazy = new LazyRichText(render, input, placeholder, new Map(capabilities));
    makers.set(placeholder, () => lazy.make());
    placeholder.addEventListener("focus", () => lazy.make());
    observer.observe(placeholder);
    return lazy;
  };
}
