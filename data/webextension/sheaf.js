// SPDX-License-Identifier: GPL-3.0-or-later
// How Sheaf is spoken to: the pairing, one request that saves, one that only asks whether all is well.

const SECONDS = 25; // a service worker is ended when an answer takes longer than 30

/** What Sheaf shows in its preferences, "sheaf:pair?port=…&token=…", as { port, token }; null where it is something else. */
export function readPairing(text) {
  const match = /^\s*sheaf:pair\?(\S+)\s*$/.exec(text);
  const parts = new URLSearchParams(match ? match[1] : "");
  return checkPairing(parts.get("port"), parts.get("token"));
}

/** The same from its two parts as somebody typed them. */
export function checkPairing(port, token) {
  const number = /^\s*\d{1,5}\s*$/.test(port ?? "") ? Number(port) : 0;
  const word = (token ?? "").trim();
  return number > 0 && number < 65536 && /^[\w-]{43}$/.test(word) ? { port: number, token: word } : null;
}

async function ask(pairing, options) {
  try {
    const response = await fetch(`http://127.0.0.1:${pairing.port}/save`, {
      ...options,
      headers: { ...options.headers, Authorization: `Bearer ${pairing.token}` },
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
      signal: AbortSignal.timeout(SECONDS * 1000),
    });
    let answer = null;
    try {
      answer = await response.json();
    } catch {
      // Another program's, then.
    }
    return { status: response.status, answer };
  } catch {
    return { status: 0, answer: null };
  }
}

const STATES = new Map([
  [0, "silent"],
  [400, "refused"],
  [401, "code"],
  [413, "refused"],
  [415, "refused"],
]);

/**
 * Sends what is to be saved (JSON text). What became of it: "saved", "existed"; "silent" (nobody answers), "code" (the token
 * is not Sheaf's any more), "later" (not now), "stranger" (no Sheaf at that port); "refused" (never), with Sheaf's reason.
 */
export async function send(pairing, body) {
  const { status, answer } = await ask(pairing, { method: "POST", body, headers: { "Content-Type": "application/json" } });
  if ((status === 200 || status === 201) && Number.isInteger(answer?.id))
    return { state: answer.existed ? "existed" : "saved" };
  if (STATES.has(status))
    return { state: STATES.get(status), reason: typeof answer?.error === "string" ? answer.error : "" };
  return { state: typeof answer?.error === "string" ? "later" : "stranger" };
}

/** Whether Sheaf is there and knows this browser: "connected" with its version, "silent", "code", or "stranger". */
export async function test(pairing) {
  const { status, answer } = await ask(pairing, { method: "GET" });
  if (status === 200 && answer?.program === "Sheaf")
    return { state: "connected", version: String(answer.version ?? "") };
  return { state: status === 0 ? "silent" : status === 401 ? "code" : "stranger" };
}
