// Forgets the words that this browser has kept when somebody logs out of the admin, on any of its pages.

import { PREFIX } from "./storage-key.js";

document.addEventListener("submit", (event) => {
  if (!/\/logout\/$/.test(new URL(event.target.action, window.location).pathname)) return;
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
});
