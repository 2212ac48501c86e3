// Tells the site that a result was followed: for which search, and nothing else. It delays no click, and is sent once
// a page: what counts is whether a search led anywhere.
const results = document.querySelector("[data-count-clicks]");

function count(event) {
  if (!event.target.closest("a")) return;
  results.removeEventListener("click", count);
  results.removeEventListener("auxclick", count);
  const q = new URLSearchParams(location.search).get("q");
  navigator.sendBeacon(results.dataset.countClicks, new URLSearchParams({ q }));
}

if (results) {
  results.addEventListener("click", count);
  results.addEventListener("auxclick", count); // the middle button opens a tab
}
