// SPDX-License-Identifier: GPL-3.0-or-later
// What both browsers call by different names, and the pairing that is kept.

export const api = globalThis.browser ?? globalThis.chrome;

/** The language of the words that were found, which need not be the browser's own. */
export const locale = api.i18n.getMessage("locale");
const RIGHT_TO_LEFT = new Set(["ar", "he"]);

/** A text of whatever language, that those around it are not turned about by it. */
export const apart = (text) => `\u2068${text}\u2069`;

export async function loadPairing() {
  const { pairing } = await api.storage.local.get("pairing");
  return pairing ?? null;
}

export function keepPairing(pairing) {
  return api.storage.local.set({ pairing });
}

/** The words for what became of a page, as send() of sheaf.js and the queue tell it. */
export function outcomeWords({ state, reason }) {
  const words = {
    saved: "saved",
    existed: "existed",
    silent: "waitsSilent",
    code: "waitsCode",
    later: "waitsLater",
    stranger: "waitsStranger",
    unpaired: "unpaired",
    full: "queueFull",
    failed: "failed",
  };
  if (state === "refused")
    return reason ? api.i18n.getMessage("refusedBecause", [reason]) : api.i18n.getMessage("refused");
  return api.i18n.getMessage(words[state] ?? "failed");
}

/** Puts the words in their places: data-text, data-label (for a screen reader, and as a tooltip), data-hint. */
export function speak(root = document) {
  document.documentElement.lang = locale;
  document.documentElement.dir = RIGHT_TO_LEFT.has(locale) ? "rtl" : "ltr";
  for (const node of root.querySelectorAll("[data-text]")) node.textContent = api.i18n.getMessage(node.dataset.text);
  for (const node of root.querySelectorAll("[data-hint]")) node.placeholder = api.i18n.getMessage(node.dataset.hint);
  for (const node of root.querySelectorAll("[data-label]")) {
    node.title = api.i18n.getMessage(node.dataset.label);
    node.setAttribute("aria-label", node.title);
  }
}
