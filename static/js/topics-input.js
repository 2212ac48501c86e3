// In forms of the admin: the button of topics/choosers.py's TopicsInput opens the chooser, and each topic that is chosen
// or created there becomes a ticked checkbox, or ticks the one that is there.
function addTopic(input, { id, title }) {
  const list = input.querySelector("[data-topics-list]");
  let box = [...list.querySelectorAll("input")].find((candidate) => candidate.value === String(id));
  if (!box) {
    const label = document.createElement("label");
    box = Object.assign(document.createElement("input"), {
      type: "checkbox",
      name: input.dataset.name,
      value: id,
      id: `${input.id}_topic_${id}`,
    });
    label.htmlFor = box.id;
    label.append(box, ` ${title}`);
    const item = document.createElement("li");
    item.append(label);
    list.append(item);
  }
  box.checked = true;
  for (const type of ["input", "change"]) box.dispatchEvent(new Event(type, { bubbles: true }));
  return box;
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-topics-choose]");
  if (!button) return;
  const input = button.closest("[data-topics-input]");
  const chooser = window.telepath.unpack(JSON.parse(input.querySelector("script[type='application/json']").textContent));
  chooser.openModal((topics) => topics.map((topic) => addTopic(input, topic)), { multiple: true });
});
