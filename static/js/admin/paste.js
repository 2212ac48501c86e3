// In the page editor: what is pasted from Word, Google Docs or a web page into rich text.
//
// Headings, quotations and tables are blocks of their own here. One question asks whether to keep them; the
// server then makes the blocks (editorial.clipboard), which come below the block in hand. Whatever is pasted loses its
// links to the admin and to files on a computer, and its pictures, and a line says so. All this happens before Draftail
// sees the paste: a picture without a record of this site would make the page impossible to open again.
const { ask, findChild, format, insertBlocks, say, settings } = window.blockClipboard;

const STRUCTURE = "h1, h2, h3, h4, h5, h6, table, blockquote, pre, hr";
const WORD_STRUCTURE = '[style*="mso-list"], [class*="MsoQuote"], [class*="MsoIntenseQuote"], [class*="MsoTitle"]';
const SAFE = new Set(["http:", "https:", "mailto:", "tel:"]);
const ADMIN = new URL(settings.htmlUrl, location.href).pathname.replace(/clipboard\/html\/$/, "");

// Pastes that this module has sent itself.
const sent = new WeakSet();

function isBadLink(link) {
  const href = link.getAttribute("href").trim();
  if (href.startsWith("#")) return true;
  let url;
  try {
    url = new URL(href);
  } catch {
    return true;
  }
  return !SAFE.has(url.protocol) || (url.host === location.host && url.pathname.startsWith(ADMIN));
}

// Takes off what must not be pasted; returns how much.
function clean(body) {
  const links = [...body.querySelectorAll("a[href]")].filter(isBadLink);
  for (const link of links) link.replaceWith(...link.childNodes);
  const pictures = [...body.querySelectorAll("img, picture, svg, v\\:imagedata")].filter((node) => !isInvisible(node));
  for (const picture of body.querySelectorAll("img, picture, svg")) picture.remove();
  return { links: links.length, pictures: pictures.length };
}

function isInvisible(image) {
  return [image.getAttribute("width"), image.getAttribute("height")].some((size) => size && Number(size) <= 1);
}

function tell({ links, pictures }) {
  const notes = [];
  if (pictures) notes.push(format(settings.pictureDropped, settings.picturesDropped, pictures));
  if (links) notes.push(format(settings.linkDropped, settings.linksDropped, links));
  if (notes.length) say(notes.join(" "), { lasting: true });
}

function pasteAgain(target, html, text) {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", text);
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  sent.add(event);
  target.closest("[contenteditable]").focus();
  target.dispatchEvent(event);
}

// Asks what to do. Resolves to "blocks", "text" or "" for nothing; Escape is nothing.
function choose() {
  const dialog = document.createElement("dialog");
  dialog.className = "block-clipboard-dialog";
  dialog.setAttribute("aria-labelledby", "block-clipboard-question");
  dialog.innerHTML = `<form method="dialog">
    <h2 id="block-clipboard-question"></h2><p></p>
    <div><button class="button" value="blocks"></button>
    <button class="button button-secondary" value="text"></button>
    <button class="button button-secondary" value=""></button></div></form>`;
  dialog.querySelector("h2").textContent = settings.question;
  dialog.querySelector("p").textContent = settings.explanation;
  const labels = [settings.asBlocks, settings.asText, settings.cancel];
  dialog.querySelectorAll("button").forEach((button, index) => (button.textContent = labels[index]));
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue);
      dialog.remove();
    });
  });
}

async function pasteBlocks(child, html) {
  const { sequence } = child;
  try {
    const pasted = await ask(settings.htmlUrl, sequence, { html });
    const isEmpty = child.type === "paragraph" && !child.getTextLabel({ maxLength: 10 });
    if (isEmpty) insertBlocks(sequence, child.index, pasted, child);
    else insertBlocks(sequence, child.index + 1, pasted);
  } catch {
    say(settings.failed, { lasting: true });
  }
}

function isFromDraftail(body) {
  return body.querySelector("[data-editor]") !== null;
}

document.addEventListener(
  "paste",
  async (event) => {
    const { target, clipboardData } = event;
    if (sent.has(event) || !target.closest?.(".Draftail-Editor")) return;
    const html = clipboardData.getData("text/html");
    const text = clipboardData.getData("text/plain");
    if (!html) {
      const pictures = [...clipboardData.files].filter(({ type }) => type.startsWith("image/")).length;
      if (!text) tell({ links: 0, pictures });
      return;
    }
    const { body } = new DOMParser().parseFromString(html, "text/html");
    if (isFromDraftail(body)) return;
    const isStructured = body.querySelector(`${STRUCTURE}, ${WORD_STRUCTURE}`) !== null;
    const removed = clean(body);
    const child = isStructured ? findChild(target) : null;
    if (!child && !removed.links && !removed.pictures) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const choice = child ? await choose() : "text";
    if (choice === "blocks") {
      await pasteBlocks(child, html);
    } else if (choice === "text") {
      pasteAgain(target, body.innerHTML, text);
      tell(removed);
    } else {
      target.closest("[contenteditable]").focus();
    }
  },
  true,
);
