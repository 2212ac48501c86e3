// The screen to read a text through: one key for each decision, and all certain proposals at once.

const form = document.querySelector("[data-word-review]");
const progress = document.querySelector("[data-word-progress]");

if (progress) waitUntilRead();
if (form) review();

async function waitUntilRead() {
  const response = await fetch(progress.dataset.wordProgress, { headers: { Accept: "application/json" } });
  const state = response.ok ? await response.json() : { over: false };
  if (state.over) return location.reload();
  if (state.step) progress.querySelector("[data-word-step]").textContent = state.step;
  if (state.done) progress.querySelector("progress").value = state.done;
  setTimeout(waitUntilRead, 1000);
}

function review() {
  const proposals = [...form.querySelectorAll("[data-word-proposal]")];
  const taken = [];
  let current = -1;

  function choose(input) {
    if (!input || input.checked) return;
    const before = [...form.querySelectorAll(`[name="${input.name}"]`)].filter((other) => other.checked);
    input.checked = true;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    return () => {
      input.checked = false;
      for (const other of input.type === "radio" ? before : []) other.checked = true;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    };
  }

  function go(step) {
    current = Math.min(Math.max(current + step, 0), proposals.length - 1);
    proposals[current]?.focus();
    proposals[current]?.scrollIntoView({ block: "nearest" });
  }

  function decide(value) {
    if (current < 0) return go(1);
    const undo = choose(proposals[current].querySelector(`[type=radio][value="${value}"]`));
    if (undo) taken.push(undo);
    go(1);
  }

  const all = form.querySelector("[data-word-accept-certain]");
  all.hidden = false;
  all.addEventListener("click", () => {
    const undone = [...form.querySelectorAll("[data-word-certain]")].map(choose).filter(Boolean);
    if (undone.length) taken.push(() => undone.forEach((undo) => undo()));
  });

  form.addEventListener("focusin", (event) => {
    const proposal = event.target.closest("[data-word-proposal]");
    if (proposal) current = proposals.indexOf(proposal);
  });
  form.addEventListener("change", (event) => {
    const proposal = event.target.closest("[data-word-proposal]");
    const decision = proposal?.querySelector(".word-proposal__decision :checked");
    proposal?.classList.toggle("word-proposal--accepted", decision?.value === "accept");
    proposal?.classList.toggle("word-proposal--left", decision?.value === "");
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select")) return;
    const actions = {
      j: () => go(1),
      k: () => go(-1),
      a: () => decide("accept"),
      r: () => decide(""),
      c: () => proposals[current]?.querySelector("select")?.focus(),
      z: () => taken.pop()?.(),
    };
    const action = actions[event.key.toLowerCase()];
    if (!action) return;
    event.preventDefault();
    action();
  });
  for (const proposal of proposals) proposal.querySelector(":checked")?.dispatchEvent(new Event("change", { bubbles: true }));
}
