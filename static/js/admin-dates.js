/* Date fields of the admin: says beside the field, in words, how the site understands what is typed.

Wagtail's date picker is started by three functions, for forms as well as for body blocks. They are wrapped here, so that
every date field has the words, and a picker that is in nobody's way. The text in the field stays as it was typed. When it was typed is sent with it: without
that, "tomorrow noon" would be another day when the form is saved once more on the day after. */

(() => {
  const PAUSE = 250; // milliseconds after the last key
  const PICKER_HEIGHT = 300; // pixels

  function findWords(input) {
    let words = document.getElementById(`${input.id}-words`);
    if (!words) {
      words = document.createElement("span");
      words.className = "date-words";
      words.id = `${input.id}-words`;
      words.setAttribute("role", "status");
      input.after(words);
    }
    return words;
  }

  function getValue(input, name) {
    const field = name && input.form?.elements.namedItem(name);
    return field ? field.value : "";
  }

  function watch(input, reader) {
    const words = findWords(input);
    let timer;
    let request;

    input.setAttribute("aria-describedby", [input.getAttribute("aria-describedby"), words.id].filter(Boolean).join(" "));

    function show(answer) {
      words.textContent = answer.words;
      words.classList.toggle("date-words--unclear", !answer.understood);
    }

    async function read() {
      request?.abort();
      const text = input.value.trim();
      if (!text) {
        show({ words: "", understood: true });
        return;
      }
      request = new AbortController();
      const query = new URLSearchParams({
        kind: reader.kind,
        text,
        prefers: reader.prefers,
        zone: getValue(input, reader.zoneField) || reader.zone,
        day: getValue(input, reader.dayField),
      });
      try {
        const response = await fetch(`${reader.url}?${query}`, { signal: request.signal });
        if (response.ok && input.value.trim() === text) show(await response.json());
      } catch {
        // Aborted, or no network: saving the form says the same.
      }
    }

    function rememberWhen() {
      let typedAt = input.parentElement.querySelector("input[data-typed-at]");
      if (!typedAt) {
        typedAt = document.createElement("input");
        typedAt.type = "hidden";
        typedAt.name = `${input.name}-typed-at`;
        typedAt.dataset.typedAt = "";
        input.after(typedAt);
      }
      typedAt.value = new Date().toISOString();
    }

    input.addEventListener("input", () => {
      rememberWhen();
      clearTimeout(timer);
      timer = setTimeout(read, PAUSE);
    });
    input.addEventListener("change", read);
    // The other fields may not be in the document yet.
    document.addEventListener("change", ({ target }) => {
      if (target !== input && target.name && [reader.zoneField, reader.dayField].includes(target.name)) read();
    });
    if (!words.textContent) read();
  }

  /* The picker opens a moment after its field got the focus, which may be elsewhere by then: it would stay open, over
  whatever comes next. Where it would cover the buttons at the bottom, the field is moved up first. */
  function showPicker(input) {
    if (document.activeElement !== input) return false;
    const bottom = document.querySelector("footer.footer")?.getBoundingClientRect().top ?? window.innerHeight;
    if (input.getBoundingClientRect().bottom + PICKER_HEIGHT > bottom) input.scrollIntoView({ behavior: "instant", block: "center" });
    return true;
  }

  for (const name of ["initDateChooser", "initTimeChooser", "initDateTimeChooser"]) {
    const start = window[name];
    if (!start || start.saysWords) continue;
    window[name] = (id, options) => {
      start(id, { ...options, onShow: () => showPicker(document.getElementById(id)) });
      // In a body block the value is set after the field has been started.
      setTimeout(() => {
        const input = document.getElementById(id);
        if (input && options?.reader) watch(input, options.reader);
      });
    };
    window[name].saysWords = true;
  }
})();
