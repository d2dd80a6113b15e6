// SPDX-License-Identifier: GPL-3.0-or-later
// What is to be sent lies here until Sheaf has said that it has it: a line about each page, and apart from it the page itself.

const MOST_PAGES = 500;
const MOST_BYTES = 256 * 1024 * 1024;

let opened = null;

function finished(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("queue", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("pages", { keyPath: "id", autoIncrement: true });
      request.result.createObjectStore("bodies");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  opened.catch(() => (opened = null));
  return opened;
}

/** One transaction over both; resolves, with what WORK gave, only once it is on the disk. */
async function change(mode, work) {
  const transaction = (await open()).transaction(["pages", "bodies"], mode, { durability: "strict" });
  const ended = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
  ended.catch(() => {});
  const result = await work(transaction.objectStore("pages"), transaction.objectStore("bodies"));
  await ended;
  return result;
}

/** Keeps a page (url, title) with its body (JSON text) and gives its id; null where there is no room. */
export function put({ url, title, added = Date.now() }, body) {
  return change("readwrite", async (pages, bodies) => {
    const all = await finished(pages.getAll());
    const bytes = all.reduce((sum, page) => sum + page.bytes, body.length);
    if (all.length >= MOST_PAGES || bytes > MOST_BYTES) return null;
    const id = await finished(pages.add({ url, title, added, bytes: body.length, tries: 0, state: "new", reason: "" }));
    await finished(bodies.add(body, id));
    return id;
  });
}

/** All pages, without their bodies: those that were tried least often first, then the oldest. */
export function list() {
  return change("readonly", async (pages) =>
    (await finished(pages.getAll())).sort((a, b) => a.tries - b.tries || a.id - b.id));
}

export function body(id) {
  return change("readonly", (pages, bodies) => finished(bodies.get(id)));
}

/** What became of a try. */
export function note(id, { state, reason = "" }) {
  return change("readwrite", async (pages) => {
    const page = await finished(pages.get(id));
    if (page) await finished(pages.put({ ...page, state, reason, tries: page.tries + 1 }));
  });
}

/** Takes a page away; gives what put() would keep of it again, null where it is not there any more. */
export function take(id) {
  return change("readwrite", async (pages, bodies) => {
    const page = await finished(pages.get(id));
    if (!page) return null;
    const text = await finished(bodies.get(id));
    await finished(pages.delete(id));
    await finished(bodies.delete(id));
    return { page, body: text };
  });
}
