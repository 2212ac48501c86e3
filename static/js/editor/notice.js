// A line above the form that says what has happened, with buttons for what can be done about it.

/** Show `text` and `actions`, pairs of a label and a function, above `form`. Each button closes the line. */
export function showNotice(form, text, actions) {
  const notice = document.createElement("div");
  notice.className = "editor-notice";
  notice.setAttribute("role", "alert");
  const message = document.createElement("p");
  message.textContent = text;
  notice.append(message);
  actions.forEach(([label, act], number) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = number ? "button button-small button-secondary" : "button button-small";
    button.textContent = label;
    button.addEventListener("click", () => {
      notice.remove();
      act();
    });
    notice.append(button);
  });
  form.before(notice);
  return notice;
}
