/* The editor: an address that ends in #at=PLACE opens the tab and the panel of a field or block, and puts the focus there.
PLACE is the name of a field or the id of a body block. The publish panel and reports link to what they have found. */

(() => {
  const TRIES = 40; // body blocks are drawn after the page has loaded
  const FIELDS = "input:not([type=hidden]), textarea, select, [contenteditable=true], button";

  function open(element) {
    const tab = element.closest("[role=tabpanel]");
    if (tab?.hidden) document.querySelector(`[role=tab][href="#${tab.id}"], [role=tab][aria-controls="${tab.id}"]`)?.click();
    for (let panel = element; panel; panel = panel.parentElement?.closest("[data-panel]")) {
      const toggle = panel.querySelector?.("[data-panel-toggle][aria-expanded=false]");
      if (toggle) toggle.click();
    }
    const field = element.matches(FIELDS) ? element : element.querySelector(FIELDS);
    element.scrollIntoView({ block: "center" });
    field?.focus({ preventScroll: true });
  }

  function goTo(place, tries) {
    const name = CSS.escape(place);
    const element =
      document.querySelector(`[data-contentpath="${name}"]`) ||
      document.querySelector(`[name="${name}"]`) ||
      document.getElementById(`id_${place}-FORMS`)?.parentElement;
    if (element) open(element);
    else if (tries) setTimeout(() => goTo(place, tries - 1), 100);
  }

  function follow() {
    const place = /^#at=(.+)$/.exec(window.location.hash);
    if (place) goTo(decodeURIComponent(place[1]), TRIES);
  }

  window.addEventListener("load", follow);
  window.addEventListener("hashchange", follow);
})();
