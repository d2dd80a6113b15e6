// SPDX-License-Identifier: GPL-3.0-or-later
// Where everything that saves comes together: a page is read, put into the queue, and sent from there. It may be ended at any
// moment between two events, so it holds nothing that matters.

import { api, loadPairing, outcomeWords } from "./api.js";
import * as queue from "./queue.js";
import { send } from "./sheaf.js";

const MOST_BODY = 64 * 1024 * 1024; // what Sheaf takes at most
const MINUTES = 2; // between two looks whether Sheaf is there, while something waits
const WAITING = new Set(["new", "silent", "code", "later", "stranger", "unpaired"]);

// --- Sending

async function showWaiting() {
  const pages = await queue.list();
  await api.action.setBadgeBackgroundColor({ color: "#5e5c64" });
  await api.action.setBadgeText({ text: pages.length > 0 ? String(pages.length) : "" });
  if (pages.some((page) => WAITING.has(page.state))) {
    if (!(await api.alarms.get("queue"))) await api.alarms.create("queue", { periodInMinutes: MINUTES });
  } else {
    await api.alarms.clear("queue");
  }
}

async function sendOne(page) {
  const pairing = await loadPairing();
  const text = pairing && (await queue.body(page.id));
  const outcome = !pairing ? { state: "unpaired" } : text ? await send(pairing, text) : { state: "failed" };
  if (outcome.state === "saved" || outcome.state === "existed") await queue.take(page.id);
  else await queue.note(page.id, outcome);
  return outcome;
}

/** Sends what waits, FIRST (an id) before the rest, and a refused one only where it is FIRST; gives what became of FIRST.
 * Where one finds nobody, the others would not either. */
async function sendAll(first) {
  const pages = (await queue.list()).filter((page) => page.id === first || WAITING.has(page.state));
  pages.sort((a, b) => (b.id === first) - (a.id === first));
  let asked = null;
  for (const page of pages) {
    const outcome = await sendOne(page);
    if (page.id === first) asked = outcome;
    if (["silent", "code", "stranger", "unpaired"].includes(outcome.state)) break;
  }
  await showWaiting();
  return asked;
}

let sending = Promise.resolve();

/** One after the other: a page is not sent twice because two events came at once. */
function sendInTurn(first) {
  const turn = sending.then(() => sendAll(first));
  sending = turn.catch(() => {});
  return turn;
}

// --- Saving

async function readTab(tabId) {
  try {
    const [{ result }] = await api.scripting.executeScript({ target: { tabId }, files: ["capture.js"] });
    return result ?? null;
  } catch {
    return null; // one of the browser's own, or a document that is no page: its address is all there is
  }
}

async function keep(page) {
  let text = JSON.stringify(page);
  if (new Blob([text]).size > MOST_BODY) text = JSON.stringify({ ...page, html: undefined });
  return queue.put({ url: page.url, title: page.title ?? "" }, text);
}

/** TAB as its reader sees it, with what they said of it: tags, note, selection. */
async function savePage(tab, said = {}) {
  const seen = await readTab(tab.id);
  const url = seen?.url ?? tab.url ?? "";
  if (!/^https?:/i.test(url)) return { state: "noPage" };
  const id = await keep({ url, title: tab.title || undefined, ...said, html: seen?.html });
  return id === null ? { state: "full" } : sendInTurn(id);
}

async function saveLink(url) {
  if (!/^https?:/i.test(url)) return { state: "noPage" };
  const id = await keep({ url });
  return id === null ? { state: "full" } : sendInTurn(id);
}

async function selectionOf(tab) {
  try {
    const [{ result }] = await api.scripting.executeScript({ target: { tabId: tab.id }, func: () => getSelection().toString() });
    return result?.trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Without a popup the toolbar's button tells what became of it, by a sign and its tooltip, which lasts as long as the page. */
async function tell(outcome, tab) {
  const done = outcome.state === "saved" || outcome.state === "existed";
  const words = outcome.state === "noPage" ? api.i18n.getMessage("noPage") : outcomeWords(outcome);
  await api.action.setTitle({ tabId: tab?.id, title: `${api.i18n.getMessage("actionTitle")}\n${words}` });
  await api.action.setBadgeBackgroundColor({ color: done ? "#26a269" : "#c64600" });
  await api.action.setBadgeText({ text: done ? "✓" : "!" });
  if (outcome.state === "unpaired") await api.runtime.openOptionsPage();
  setTimeout(showWaiting, 3000);
}

// --- Events

async function makeMenu() {
  await api.contextMenus.removeAll();
  for (const [id, contexts] of [["page", ["page"]], ["selection", ["selection"]], ["link", ["link"]]])
    api.contextMenus.create({ id, contexts, title: api.i18n.getMessage(`menu_${id}`) });
}

const ERRANDS = {
  save: ({ tab, said }) => savePage(tab, said),
  send: ({ id }) => sendInTurn(id),
  show: () => showWaiting(),
};

api.runtime.onMessage.addListener((message, sender, answer) => {
  const errand = sender.id === api.runtime.id && ERRANDS[message.errand];
  if (!errand) return false;
  errand(message).then(answer, () => answer({ state: "failed" }));
  return true;
});

api.contextMenus.onClicked.addListener(async (info, tab) => {
  if (info.menuItemId === "link") await tell(await saveLink(info.linkUrl), tab);
  else await tell(await savePage(tab, { selection: info.menuItemId === "selection" ? await selectionOf(tab) : undefined }), tab);
});

api.commands.onCommand.addListener(async (command, given) => {
  const tab = given ?? (await api.tabs.query({ active: true, currentWindow: true }))[0];
  if (command === "save-page" && tab) await tell(await savePage(tab, { selection: await selectionOf(tab) }), tab);
});

api.alarms.onAlarm.addListener(() => sendInTurn());
api.runtime.onStartup.addListener(async () => {
  await makeMenu();
  await sendInTurn();
});
api.runtime.onInstalled.addListener(async ({ reason }) => {
  await makeMenu();
  // What runs inside pages has no business with the token.
  await api.storage.local.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" });
  if (reason === "install" && !(await loadPairing())) await api.runtime.openOptionsPage();
  await sendInTurn();
});
