/* The publish panel: to write a time is to choose it, and a button that is pressed twice is sent once. */

document.addEventListener("DOMContentLoaded", () => {
  let isSent = false;
  document.querySelector(".publish__form")?.addEventListener("submit", (event) => {
    if (isSent) event.preventDefault();
    isSent = true;
  });
  window.addEventListener("pageshow", () => {
    isSent = false; // the browser may show the page again as it was
  });
  const pick = document.querySelector("input[name=when][value=pick]");
  const at = document.querySelector("input[name=at]");
  if (!pick || !at) return;
  for (const type of ["input", "change"]) {
    at.addEventListener(type, () => {
      if (at.value.trim()) pick.checked = true;
    });
  }
});
