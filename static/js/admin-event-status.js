/* Cancelling an event: the e-mail beside the form follows what is typed. The server writes it. */

const WAIT = 300; // milliseconds after the last key

document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector(".event-status");
  const preview = document.querySelector("[data-event-status-preview]");
  if (!form) return;
  let timer;
  let newest = 0;

  async function update() {
    const number = ++newest;
    const body = new FormData(form);
    body.set("preview", "1");
    const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
    if (answer?.ok && number === newest) preview.innerHTML = await answer.text();
  }

  if (preview) {
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(update, WAIT);
    });
  }
  let isSent = false;
  form.addEventListener("submit", (event) => {
    if (isSent) event.preventDefault();
    isSent = true;
  });
  window.addEventListener("pageshow", () => {
    isSent = false; // the browser may show the page again as it was
  });
});
