// Shows how far an import is, asking every second. Without it the page can be loaded again by hand.

const panel = document.querySelector("[data-progress]");
// The page says that the work has stopped, and waits until it goes on.
const stopped = panel.hasAttribute("data-progress-stopped");
const phase = panel.querySelector("[data-progress-phase]");
const number = panel.querySelector("[data-progress-number]");
const bar = panel.querySelector("progress");

async function look() {
  const response = await fetch(panel.dataset.progress, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(response.statusText);
  const run = await response.json();
  if (stopped) {
    if (run.over) setTimeout(tryToLook, 5000);
    else location.reload();
    return;
  }
  if (run.over) {
    location.reload();
    return;
  }
  const shown = run.phase || run.state;
  // Said again only when it changes: a screen reader would read it each second.
  if (phase.textContent !== shown) phase.textContent = shown;
  number.textContent = run.total ? `${run.done} / ${run.total}` : "";
  if (run.percent === null) bar.removeAttribute("value");
  else bar.value = run.percent;
  setTimeout(tryToLook, 1000);
}

function tryToLook() {
  look().catch(() => setTimeout(tryToLook, 5000));
}

setTimeout(tryToLook, 1000);
