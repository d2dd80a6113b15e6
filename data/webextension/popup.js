// SPDX-License-Identifier: GPL-3.0-or-later
// The toolbar's popup: what is said of the page before it is saved, and what became of it.

import { api, apart, loadPairing, outcomeWords, speak } from "./api.js";
import * as queue from "./queue.js";

const MOST_SELECTION = 100000;

const $ = (id) => document.getElementById(id);
let tab = null;
let pageTitle = "";

function show(words, kind = "") {
  $("outcome").textContent = words;
  $("outcome").className = kind;
  $("outcome").hidden = false;
}

function openOptions() {
  api.runtime.openOptionsPage();
  window.close();
}

async function showWaiting() {
  const { length } = await queue.list();
  $("waiting").hidden = length === 0;
  $("waiting").textContent = api.i18n.getMessage("waiting", [String(length)]);
}

async function readSelection() {
  try {
    const [{ result }] = await api.scripting.executeScript({ target: { tabId: tab.id }, func: () => getSelection().toString() });
    return (result ?? "").trim().slice(0, MOST_SELECTION);
  } catch {
    return null; // one of the browser's own pages, or one that it lets nobody read
  }
}

function allow(possible) {
  for (const field of $("form").querySelectorAll("input, textarea, #save")) field.disabled = !possible;
}

async function begin() {
  speak();
  [tab] = await api.tabs.query({ active: true, currentWindow: true });
  pageTitle = tab?.title ?? "";
  $("title").textContent = pageTitle && apart(pageTitle);
  await showWaiting();
  if (!(await loadPairing())) {
    allow(false);
    show(api.i18n.getMessage("unpaired"));
    $("save").hidden = true;
    $("pair").hidden = false;
    $("pair").classList.add("suggested");
    $("pair").focus();
    return;
  }
  if (!/^https?:/i.test(tab?.url ?? "")) {
    allow(false);
    show(api.i18n.getMessage("noPage"));
    return;
  }
  const selection = await readSelection();
  if (selection === null) show(api.i18n.getMessage("addressOnly"));
  if (selection) {
    $("selection").textContent = selection;
    $("highlighting").hidden = false;
  }
  $("tags").focus();
}

function readForm() {
  const tags = $("tags").value.split(/[,،、，]/).map((tag) => tag.trim()).filter(Boolean);
  const selection = $("highlighting").hidden || !$("highlight").checked ? "" : $("selection").textContent;
  return {
    title: pageTitle || undefined, // where Sheaf finds no better one
    tags: tags.length > 0 ? tags : undefined,
    note: $("note").value.trim() || undefined,
    selection: selection || undefined,
  };
}

async function save(event) {
  event.preventDefault();
  const said = readForm();
  allow(false);
  show(api.i18n.getMessage("saving"));
  let outcome = { state: "failed" };
  try {
    outcome = await api.runtime.sendMessage({ errand: "save", tab: { id: tab.id, url: tab.url }, said });
  } catch {
    // The background was ended; what was put into the queue is there.
  }
  const kinds = { saved: "done", existed: "done", silent: "waits", later: "waits" };
  show(outcome.state === "noPage" ? api.i18n.getMessage("noPage") : outcomeWords(outcome), kinds[outcome.state] ?? "trouble");
  $("pair").hidden = !["code", "stranger", "unpaired"].includes(outcome.state);
  $("save").hidden = !["full", "failed"].includes(outcome.state);
  if (!$("save").hidden) allow(true);
  if (!$("pair").hidden) $("pair").focus();
  await showWaiting();
}

$("form").addEventListener("submit", save);
$("preferences").addEventListener("click", openOptions);
$("pair").addEventListener("click", openOptions);
$("waiting").addEventListener("click", (event) => {
  event.preventDefault();
  openOptions();
});
begin();
