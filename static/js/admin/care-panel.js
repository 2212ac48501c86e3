/**
 * Fills the care list on the admin's front page, and keeps it up to date: when one comes back, and each minute.
 *
 * What somebody puts right, here or in another tab, leaves the list without a reload. The focus stays on its link, or
 * goes to the heading if the link is gone.
 */
const MINUTE = 60_000;
let address;

const replace = (panel, fresh) => {
  const focused = panel.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  panel.replaceWith(fresh);
  if (focused === null) return;
  const heading = fresh.querySelector("h2");
  const link = [...fresh.querySelectorAll("a")].find((found) => found.getAttribute("href") === focused);
  if (!link) heading.tabIndex = -1;
  (link ?? heading).focus();
};

const refresh = async () => {
  const panel = document.getElementById("home-panel-care")?.closest(".home-panel");
  address ??= document.querySelector("[data-care]")?.getAttribute("href");
  if (!address || !panel || document.visibilityState !== "visible") return;
  const response = await fetch(address, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!response?.ok || response.redirected) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const found = page.querySelector(".home-panel");
  if (!found || found.innerHTML === panel.innerHTML) return;
  replace(panel, document.importNode(found, true));
};

document.addEventListener("visibilitychange", refresh);
window.addEventListener("focus", refresh);
window.addEventListener("pageshow", refresh);
setInterval(refresh, MINUTE);
