// Words that the server does not have yet are kept in this browser, for each page and user, until it has them.
//
// They are offered when the page is opened again, and compared field by field on a page of the server
// (editorial.saving.conflicts). Logging out forgets them (forget-words.js).

import { showNotice } from "./notice.js";
import { getUser, post as ask } from "./session.js";
import { compareUrl, words } from "./settings.js";
import { PREFIX } from "./storage-key.js";

const MAX_PAGES = 10;
const MAX_AGE = 30 * 24 * 3600 * 1000; // milliseconds

function keyOf(form, user) {
  return `${PREFIX}${user}:${new URL(form.action).pathname}`;
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

/** All kept words, the oldest first: `[[key, entry]]`. */
function list() {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  return keys.map((key) => [key, read(key)]).sort(([, a], [, b]) => (a?.time ?? 0) - (b?.time ?? 0));
}

function tidy(limit) {
  const entries = list();
  entries.forEach(([key, entry], number) => {
    const isOld = !entry || Date.now() - entry.time > MAX_AGE;
    if (isOld || number < entries.length - limit) localStorage.removeItem(key);
  });
}

function write(key, entry) {
  for (let limit = MAX_PAGES; limit >= 0; limit -= 3) {
    try {
      localStorage.setItem(key, JSON.stringify(entry));
      tidy(MAX_PAGES);
      return;
    } catch { // the browser's quota is used up
      tidy(limit);
    }
  }
}

/** Send the kept words to a page of the server, as a form of the browser does. */
function post(url, fields) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = url;
  form.enctype = "multipart/form-data"; // the data is encoded already; twice would double its size
  form.hidden = true;
  const token = window.wagtailConfig.CSRF_TOKEN;
  for (const [name, value] of [...fields, ["csrfmiddlewaretoken", token]]) {
    const field = document.createElement("textarea");
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}

export function sendToCompare(url, { data, base }, isKept) {
  post(url, [["data", data], ["base_data", base ?? ""], ...(isKept ? [["kept", "1"]] : [])]);
}

/** Return whether the server lacks anything of the kept words. A new page has no versions to ask about. */
async function isMissing(form, { data, base }) {
  const url = compareUrl(form);
  if (!url) return true;
  const body = new FormData();
  body.set("data", data);
  body.set("base_data", base ?? "");
  body.set("check", "1");
  return (await ask(url, body)).is_missing;
}

/** Keep what the form holds while the server does not have it, and offer what was kept before. */
export async function keepWords(form, unsaved) {
  const user = await getUser();
  let key = keyOf(form, user);

  const forget = () => {
    localStorage.removeItem(key);
    key = keyOf(form, user); // the form of a new page has another address once the page exists
    localStorage.removeItem(key);
  };
  const keep = () => {
    const { formData: data, initialFormData: base } = unsaved();
    if (base !== undefined && data !== base) write(key, { time: Date.now(), data, base });
  };

  if (new URLSearchParams(window.location.search).has("resolved")) {
    forget();
    window.history.replaceState(null, "", window.location.pathname);
  }
  tidy(MAX_PAGES);
  const kept = read(key);
  let isOffered = Boolean(kept);

  document.addEventListener("w-unsaved:add", () => { if (!isOffered) keep(); });
  document.addEventListener("w-autosave:save", () => { if (!isOffered) keep(); });
  document.addEventListener("w-autosave:error", () => { if (!isOffered) keep(); });
  document.addEventListener("w-autosave:success", () => { if (!isOffered) unsaved().isDirty ? keep() : forget(); });
  document.addEventListener("w-autosave:depart", () => { if (!isOffered) forget(); });
  window.addEventListener("pagehide", () => { if (!isOffered && unsaved().confirmationValue && unsaved().isDirty) keep(); });

  if (!kept) return;
  const settle = () => {
    isOffered = false;
    localStorage.removeItem(key);
  };
  if (kept.data === unsaved().formData || !await isMissing(form, kept)) {
    settle();
    return;
  }
  const time = new Date(kept.time).toLocaleString(document.documentElement.lang || undefined, {
    dateStyle: "medium", timeStyle: "short",
  });
  const restore = () => {
    const url = compareUrl(form);
    if (url) sendToCompare(url, kept, true);
    else post(form.action, [...new URLSearchParams(kept.data)]); // a new page: save them as its draft
  };
  showNotice(form, words.kept.replace("%(time)s", time), [
    [words.show_kept, restore],
    [words.forget_kept, settle],
  ]);
}
