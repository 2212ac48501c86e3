// What the server tells the editor: addresses, the user, and words on the screen (templates/editorial/editor_scripts.html).

const element = document.getElementById("editor-settings");

export const settings = element ? JSON.parse(element.textContent) : null;
export const words = settings?.words ?? {};

/** Return the address that compares versions of the page of `form`; null if the page does not exist yet. */
export function compareUrl(form) {
  const id = new URL(form.action).pathname.match(/\/pages\/(\d+)\//)?.[1];
  return id ? settings.compare_url.replace("/0/", `/${id}/`) : null;
}
