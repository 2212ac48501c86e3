// Shows how far an import is, asking every second. Without it the page can be loaded again by hand.

const SECONDS_BETWEEN_WORDS = 60;
const panel = document.querySelector("[data-progress]");
// The page says that the work has stopped, and waits until it goes on.
const stopped = panel.hasAttribute("data-progress-stopped");
const part = (name) => panel.querySelector(`[data-progress-${name}]`);
let said = { phase: "", at: 0 };

async function look() {
  const response = await fetch(panel.dataset.progress, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(response.statusText);
  const run = await response.json();
  if (run.over !== stopped) {
    location.reload();
    return;
  }
  if (!stopped) show(run);
  setTimeout(tryToLook, stopped ? 5000 : 1000);
}

function show(run) {
  const shown = run.phase || run.state;
  part("phase").textContent = shown;
  part("number").textContent = run.total ? `${run.done} / ${run.total}` : "";
  part("pace").textContent = run.pace && ` · ${run.pace}`;
  part("left").textContent = run.left && ` · ${run.left}`;
  const bar = panel.querySelector("progress");
  if (run.percent === null) bar.removeAttribute("value");
  else bar.value = run.percent;
  say(shown, run.left);
}

// To a screen reader at most once a minute, unless another phase begins: it would read each second.
function say(phase, left) {
  const now = performance.now() / 1000;
  if (phase === said.phase && (!left || now - said.at < SECONDS_BETWEEN_WORDS)) return;
  said = { phase, at: now };
  part("said").textContent = left ? `${phase}: ${left}` : phase;
}

function tryToLook() {
  look().catch(() => setTimeout(tryToLook, 5000));
}

setTimeout(tryToLook, stopped ? 5000 : 1000);
