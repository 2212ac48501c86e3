// Search in the copy of a site: in the browser, from the index that lies beside this file.
import MiniSearch from "./minisearch.js";

const form = document.getElementById("mirror-search");
const field = form.elements.namedItem("q");
const status = document.getElementById("mirror-search-status");
const list = document.getElementById("mirror-search-results");
const MAX_SHOWN = 50;

const response = await fetch(new URL("index.json", import.meta.url));
const index = MiniSearch.loadJS(await response.json(), {
  fields: ["title", "summary", "text"],
  storeFields: ["title", "summary", "url"],
  searchOptions: { boost: { title: 4, summary: 2 }, prefix: true, fuzzy: 0.15, combineWith: "AND" },
});

function show(found) {
  const items = found.slice(0, MAX_SHOWN).map((result) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `../${result.url}`;
    link.textContent = result.title;
    const summary = document.createElement("p");
    summary.textContent = result.summary;
    item.append(link, summary);
    return item;
  });
  list.replaceChildren(...items);
}

function search() {
  const words = field.value.trim();
  const found = words ? index.search(words) : [];
  show(found);
  status.textContent = words ? status.dataset.found.replace("0", found.length) : "";
  const address = new URL(window.location);
  if (words) address.searchParams.set("q", words);
  else address.searchParams.delete("q");
  history.replaceState(null, "", address);
}

field.value = new URL(window.location).searchParams.get("q") ?? "";
field.addEventListener("input", search);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
form.hidden = false;
search();
