// Below each body: a button for each of the blocks that most bodies need, which adds it at the end with one click.
// All others are in the menu of blocks, behind the plus sign.

import { drawAll } from "./late-blocks.js";
import { settings, words } from "./settings.js";

const SVG = "http://www.w3.org/2000/svg";

function makeIcon(name) {
  const icon = document.createElementNS(SVG, "svg");
  icon.setAttribute("class", `icon icon-${name}`);
  icon.setAttribute("aria-hidden", "true");
  const use = icon.appendChild(document.createElementNS(SVG, "use"));
  use.setAttribute("href", `#icon-${name}`);
  return icon;
}

function makeButton(stream, type) {
  const { icon, label } = stream.blockDef.childBlockDefsByName[type].meta;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-small button-secondary everyday-blocks__button";
  button.append(makeIcon(icon), label);
  button.addEventListener("click", () => {
    drawAll(); // the end is known then
    // As the menu of blocks does it: the block slides open, and its first field gets the focus.
    stream._onRequestInsert(stream.children.length, { type });
  });
  return button;
}

function addButtons(stream) {
  const types = settings.everyday_blocks.filter((type) => stream.blockDef.childBlockDefsByName[type]);
  const row = document.createElement("div");
  row.className = "everyday-blocks";
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", words.add);
  row.append(...types.map((type) => makeButton(stream, type)));
  if (types.length) stream.element.append(row);
}

/** Offer the blocks of every day below each body of the page. Call it before the blocks are drawn. */
export function offerEverydayBlocks() {
  const { prototype } = window.wagtailStreamField?.blocks.StreamBlockDefinition ?? {};
  if (!prototype) return;
  const { render } = prototype;
  prototype.render = function renderWithButtons(...args) {
    const stream = render.apply(this, args);
    const isBody = stream.element && !stream.prefix.includes("-"); // not a stream within a block
    if (isBody) addButtons(stream);
    return stream;
  };
}
