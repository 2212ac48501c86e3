// A player is fetched only when it is asked for: until then nothing is requested from its provider.
for (const stage of document.querySelectorAll("[data-embed]")) {
  const link = stage.querySelector("[data-embed-label]");
  if (!link) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button embed__button";
  button.textContent = link.dataset.embedLabel;
  button.addEventListener("click", () => {
    const player = document.createElement("iframe");
    player.src = stage.dataset.embed;
    player.title = stage.dataset.embedTitle;
    player.allow = "fullscreen; picture-in-picture";
    player.referrerPolicy = "strict-origin-when-cross-origin";
    player.className = "embed__player";
    stage.replaceChildren(player);
    stage.classList.add("embed__stage--playing");
    player.focus();
  });
  link.before(button, " ");
}
