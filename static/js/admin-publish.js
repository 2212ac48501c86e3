/* The publish panel: to write a time is to choose it. */

document.addEventListener("DOMContentLoaded", () => {
  const pick = document.querySelector("input[name=when][value=pick]");
  const at = document.querySelector("input[name=at]");
  if (!pick || !at) return;
  for (const type of ["input", "change"]) {
    at.addEventListener(type, () => {
      if (at.value.trim()) pick.checked = true;
    });
  }
});
