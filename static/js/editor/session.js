// The session with the server: requests that notice its end, a dialogue to log in again in place, and the CSRF token.

import { openDialogue } from "./dialogue.js";
import { settings, words } from "./settings.js";

/** The server cannot be reached. */
export class NetworkError extends Error {}
/** The server answered with an error of its own. */
export class ServerError extends Error {}
/** The session has ended, and the user has not logged in again. */
export class SessionError extends Error {}

let token = window.wagtailConfig?.CSRF_TOKEN;
let login = null;
let user = null;
let asking = null;

function useToken(fresh) {
  token = fresh;
  if (window.wagtailConfig) window.wagtailConfig.CSRF_TOKEN = fresh;
  for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = fresh;
}

async function request(url, options) {
  try {
    return await fetch(url, options);
  } catch (error) {
    throw new NetworkError(error.message, { cause: error });
  }
}

/** Return whose session there is: `{user, csrf_token}`, or null. */
async function getSession() {
  const response = await request(settings.session_url, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  if (response.ok) return response.json();
  if (response.status === 403) return null;
  throw new ServerError(`${response.status}`);
}

/** Return the ID of the user who opened the page. */
export async function getUser() {
  if (user !== null) return user;
  asking ??= getSession().finally(() => { asking = null; });
  user = (await asking)?.user ?? null;
  return user;
}

/** Let the user log in within a dialogue. Resolves once they have; rejects if they close it. */
function logIn() {
  login ??= showLogIn().finally(() => { login = null; });
  return login;
}

async function showLogIn() {
  const frame = document.createElement("iframe");
  frame.title = words.log_in;
  frame.src = settings.login_url;
  const content = document.createElement("div");
  const text = document.createElement("p");
  text.textContent = words.session_ended;
  content.append(text, frame);
  const dialogue = openDialogue({ title: words.log_in, content, buttons: { later: words.later } });
  frame.addEventListener("load", async () => {
    // The frame ends at logged_in_url, whatever the way to log in is; it is of our own origin only then.
    let path = "";
    try { path = frame.contentWindow.location.pathname; } catch { return; }
    if (path !== settings.logged_in_url) return;
    const session = await getSession();
    if (session && session.user === (user ?? session.user)) {
      useToken(session.csrf_token);
      dialogue.close("done");
    } else {
      text.textContent = words.other_user;
      frame.src = settings.login_url;
    }
  });
  if (await dialogue.chosen !== "done") throw new SessionError(words.session_ended);
}

/**
 * Send a form to the server and return its answer: parsed, if it is JSON; else `{page: true}`.
 *
 * Where the session has ended, the user logs in first, and the form is sent again.
 */
export async function post(url, body, headers = {}) {
  for (;;) {
    body.set("csrfmiddlewaretoken", token);
    const response = await request(url, {
      method: "POST",
      body,
      headers: { "X-CSRFToken": token, "X-Requested-With": "XMLHttpRequest", ...headers },
    });
    if (response.headers.get("Content-Type")?.startsWith("application/json")) return response.json();
    if (response.status === 403) {
      const session = await getSession();
      if (session && session.user === (user ?? session.user)) {
        if (session.csrf_token && token !== session.csrf_token && !body.has("retried")) {
          useToken(session.csrf_token); // another tab has logged in again
          body.set("retried", "1");
          continue;
        }
        throw new ServerError("403");
      }
      await logIn();
      continue;
    }
    if (!response.ok) throw new ServerError(`${response.status}`);
    return { page: true };
  }
}
