// SPDX-License-Identifier: GPL-3.0-or-later
// Runs inside the page that is saved: writes it down as it stands there now, after its scripts ran and for whoever is logged
// in, and puts in the pictures that this reader alone may get. Its value is { url, html }.
(() => {
  const MOST_PICTURE = 8 * 1024 * 1024;
  const MOST_PICTURES = 20 * 1024 * 1024;
  const LEAST_SIDE = 64; // pixels: smaller ones are ornaments
  const MILLISECONDS = 12000; // for all pictures
  const AT_ONCE = 4;

  const VOID = new Set("area base br col embed hr img input link meta source track wbr".split(" "));
  const DROPPED = new Set(
    "applet base canvas datalist embed input noscript object option script select style template textarea".split(" "));
  const KEPT_LINKS = /^(amphtml|alternate|author|canonical|license|next|prev|shortlink)$/i;
  const DROPPED_ATTRIBUTES = /^(on.*|nonce|integrity|crossorigin|value|ping|srcdoc)$/i;
  const REPLACED_IN_PICTURES = /^(src|srcset|sizes|loading|decoding|width|height|data-.*)$/i;

  const escapeText = (text) => text.replace(/[&<>\u00a0]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", "\u00a0": "&nbsp;" })[c]);
  const escapeValue = (text) => text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
  const attribute = (name, value) => ` ${name}="${escapeValue(String(value))}"`;

  // --- Pictures

  const isLoaded = (img) => img.complete && img.naturalWidth >= LEAST_SIDE && img.naturalHeight >= LEAST_SIDE;
  // A blurred one that stands in for one that comes when it is scrolled to.
  const isStandIn = (img) => img.clientWidth > img.naturalWidth * 2.5;
  const site = (host) => host.split(".").slice(-2).join(".");

  /** Those that may need the page's own login: from its own site, or made by its scripts. */
  function isOurs(address) {
    const url = new URL(address, document.baseURI);
    return url.protocol === "blob:" || (/^https?:$/.test(url.protocol) && site(url.hostname) === site(location.hostname));
  }

  async function fetchPicture(address, signal) {
    const same = new URL(address).origin === location.origin;
    const response = await fetch(address, { credentials: same ? "same-origin" : "include", cache: "force-cache", signal });
    const blob = response.ok ? await response.blob() : null;
    return blob && blob.type.startsWith("image/") && blob.size <= MOST_PICTURE ? blob : null;
  }

  function toDataAddress(blob) {
    return new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.onerror = () => reject(reader.error);
      reader.readAsDataURL(blob);
    });
  }

  /** By the address that is shown: the picture as an address that holds it. The first ones first, as many as there is room for. */
  async function fetchPictures(images) {
    const wanted = [...new Set(images.filter((img) => isLoaded(img) && !isStandIn(img) && isOurs(img.currentSrc)).map((img) => img.currentSrc))];
    const found = new Map();
    const signal = AbortSignal.timeout(MILLISECONDS);
    let room = MOST_PICTURES;
    async function work() {
      while (wanted.length > 0 && !signal.aborted) {
        const address = wanted.shift();
        try {
          const blob = await fetchPicture(address, signal);
          if (blob && blob.size <= room) {
            room -= blob.size;
            found.set(address, await toDataAddress(blob));
          }
        } catch {
          // Sheaf asks for it itself, then.
        }
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return found;
  }

  // --- The tree as it is shown: what is in a component's own tree, with what was given into its slots

  function shadowOf(element) {
    if (element.shadowRoot) return element.shadowRoot;
    try {
      return element.openOrClosedShadowRoot ?? globalThis.chrome?.dom?.openOrClosedShadowRoot(element) ?? null;
    } catch {
      return null;
    }
  }

  function childrenOf(node) {
    if (node.localName === "slot" && node.getRootNode() instanceof ShadowRoot) {
      const assigned = node.assignedNodes();
      return assigned.length > 0 ? assigned : node.childNodes;
    }
    return (node.nodeType === Node.ELEMENT_NODE && shadowOf(node)?.childNodes) || node.childNodes;
  }

  function imagesBelow(node, found = []) {
    for (const child of childrenOf(node)) {
      if (child.localName === "img" && child.currentSrc) found.push(child);
      else if (child.localName === "iframe" && frameText(child)) imagesBelow(frameBody(child), found);
      else imagesBelow(child, found);
    }
    return found;
  }

  // --- Frames: a page whose article stands in a frame of the same site is that frame

  function frameBody(frame) {
    try {
      return frame.contentDocument?.body ?? null;
    } catch {
      return null;
    }
  }

  function frameText(frame) {
    const text = frameBody(frame)?.innerText ?? "";
    return text.length > 500 && text.length > (document.body?.innerText ?? "").length;
  }

  // --- Writing

  function isDropped(element) {
    const name = element.localName;
    if (name === "script") return !/^application\/ld\+json$/i.test(element.type);
    if (name === "link") return !KEPT_LINKS.test(element.rel);
    if (name === "meta") return element.httpEquiv !== "" || element.hasAttribute("charset");
    return DROPPED.has(name);
  }

  function attributesOf(element, pictures) {
    const framed = element.ownerDocument !== document;
    const held = element.localName === "img" ? pictures.get(element.currentSrc) : undefined;
    let text = "";
    for (const { name, value } of element.attributes) {
      if (DROPPED_ATTRIBUTES.test(name) || (held && REPLACED_IN_PICTURES.test(name))) continue;
      // Their own document's addresses lead elsewhere from this one.
      if (framed && /^(href|src)$/.test(name) && URL.canParse(value, element.baseURI))
        text += attribute(name, new URL(value, element.baseURI).href);
      else text += attribute(name, value);
    }
    if (held) {
      text += attribute("width", element.naturalWidth) + attribute("height", element.naturalHeight) + attribute("src", held);
      if (/^https?:/i.test(element.currentSrc)) text += attribute("data-sheaf-src", element.currentSrc);
    }
    return text;
  }

  function write(node, parts, pictures) {
    if (node.nodeType === Node.TEXT_NODE) {
      parts.push(node.parentNode?.localName === "script" ? node.data.replaceAll("</", "<\\/") : escapeText(node.data));
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE || isDropped(node)) return;
    if (node.localName === "iframe" && frameText(node)) {
      parts.push("<div>");
      for (const child of childrenOf(frameBody(node))) write(child, parts, pictures);
      parts.push("</div>");
      return;
    }
    const bare = node.localName === "slot" && node.getRootNode() instanceof ShadowRoot;
    // What the picture was chosen from; the one that is shown is held.
    if (node.localName === "source" && node.parentNode?.localName === "picture" &&
        pictures.has(node.parentNode.querySelector("img")?.currentSrc)) return;
    if (!bare) parts.push(`<${node.localName}${attributesOf(node, pictures)}>`);
    if (node.localName === "head") parts.push(`<meta charset="utf-8"><base${attribute("href", document.baseURI)}>`);
    if (VOID.has(node.localName)) return;
    if (node.localName === "pre" && node.firstChild?.data?.startsWith("\n")) parts.push("\n"); // a parser takes the first away
    for (const child of childrenOf(node)) write(child, parts, pictures);
    if (!bare) parts.push(`</${node.localName}>`);
  }

  async function capture() {
    if (!/^(text\/html|application\/xhtml\+xml)$/.test(document.contentType)) return { url: location.href };
    const pictures = await fetchPictures(imagesBelow(document.documentElement));
    const parts = ["<!DOCTYPE html>"];
    write(document.documentElement, parts, pictures);
    return { url: location.href, html: parts.join("") };
  }

  return capture();
})();
