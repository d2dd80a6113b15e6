// SPDX-License-Identifier: GPL-3.0-or-later
// The pairing with Sheaf, and what waits to be sent.

import { api, apart, keepPairing, loadPairing, locale, outcomeWords, speak } from "./api.js";
import * as queue from "./queue.js";
import { checkPairing, readPairing, test } from "./sheaf.js";

const $ = (id) => document.getElementById(id);
let removed = null; // what Undo puts back

// --- Pairing

function show(words, kind) {
  $("outcome").textContent = words;
  $("outcome").className = kind;
  $("outcome").hidden = false;
}

async function tryOut(pairing) {
  const words = { silent: "testSilent", code: "testCode", stranger: "testStranger" };
  show(api.i18n.getMessage("testing"), "");
  const { state, version } = await test(pairing);
  if (state === "connected") show(api.i18n.getMessage("connected", [version]), "done");
  else show(api.i18n.getMessage(words[state]), "trouble");
  if (state === "connected") await send();
}

async function pair(event) {
  event.preventDefault();
  const code = $("code").value.trim();
  const pairing = code ? readPairing(code) : checkPairing($("port").value, $("token").value);
  if (!pairing) {
    show(api.i18n.getMessage("badCode"), "trouble");
    ($("apart").open && !code ? $("port") : $("code")).focus();
    return;
  }
  // Firefox leaves it to the person whether an extension may reach what its manifest names.
  await api.permissions.request({ origins: ["http://127.0.0.1/*"] });
  await keepPairing(pairing);
  fill(pairing);
  await tryOut(pairing);
}

function fill({ port, token }) {
  $("code").value = "";
  $("port").value = port;
  $("token").value = token;
  $("test").disabled = false;
}

// --- The queue

function tell(id, words) {
  ($(id).firstElementChild ?? $(id)).textContent = words;
  $(id).hidden = false;
}

function factsOf(page) {
  const [unit, bytes] = page.bytes < 1e6 ? ["kilobyte", 1e3] : ["megabyte", 1e6];
  const size = new Intl.NumberFormat(locale, { style: "unit", unit, maximumFractionDigits: 1 });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  return [new URL(page.url).hostname, date.format(page.added), size.format(page.bytes / bytes)].map(apart).join(" · ");
}

function rowOf(page) {
  const row = $("page").content.cloneNode(true);
  const name = page.title || page.url;
  speak(row);
  row.querySelector(".name").textContent = apart(name);
  row.querySelector(".name").title = page.url;
  row.querySelector(".facts").textContent = factsOf(page);
  row.querySelector(".reason").textContent = ["new", "silent"].includes(page.state) ? "" : outcomeWords(page);
  for (const button of row.querySelectorAll("button")) button.setAttribute("aria-label", `${button.textContent}: ${name}`);
  row.querySelector(".send").addEventListener("click", () => send(page.id));
  row.querySelector(".remove").addEventListener("click", () => remove(page, name));
  return row;
}

async function showQueue() {
  const pages = (await queue.list()).sort((a, b) => a.id - b.id);
  $("pages").replaceChildren(...pages.map(rowOf));
  $("empty").hidden = pages.length > 0;
  $("send-all").hidden = pages.length < 2;
}

async function send(id) {
  const outcome = await api.runtime.sendMessage({ errand: "send", id });
  if (outcome) tell("sent", outcomeWords(outcome));
  await showQueue();
}

async function remove(page, name) {
  const row = document.activeElement?.closest("li");
  const index = [...$("pages").children].indexOf(row);
  removed = await queue.take(page.id);
  await showQueue();
  await api.runtime.sendMessage({ errand: "show" });
  if (removed) tell("told", api.i18n.getMessage("removed", [apart(name)]));
  ($("pages").children[Math.max(0, index - 1)]?.querySelector(".remove") ?? $("undo")).focus();
}

async function putBack() {
  if (removed) await queue.put(removed.page, removed.body);
  removed = null;
  $("told").hidden = true;
  await api.runtime.sendMessage({ errand: "show" });
  await showQueue();
}

async function begin() {
  speak();
  const pairing = await loadPairing();
  if (pairing) fill(pairing);
  else $("code").focus();
  await showQueue();
}

$("form").addEventListener("submit", pair);
$("test").addEventListener("click", async () => tryOut(await loadPairing()));
$("send-all").addEventListener("click", () => send());
$("undo").addEventListener("click", putBack);
addEventListener("focus", showQueue);
begin();
