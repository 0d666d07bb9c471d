// The words of a statement: canonical HTML to inline nodes and back. Not one sign may change.
import { Fragment } from "prosemirror-model";
import { MARK_ORDER } from "./schema.js";

const SAME = { i: "em", b: "strong" };

export function wordsFrom(schema, html, cites) {
  const parsed = new DOMParser().parseFromString(`<!doctype html><body><div>${html}</div>`, "text/html");
  const found = [];
  collect(parsed.body.firstChild, [], found, schema, cites);
  return Fragment.fromArray(found);
}

function collect(element, marks, found, schema, cites) {
  for (const child of element.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) {
      if (child.data) found.push(schema.text(child.data, marks));
    } else if (child.nodeType === Node.ELEMENT_NODE) {
      element_(child, marks, found, schema, cites);
    }
  }
}

function element_(element, marks, found, schema, cites) {
  const tag = SAME[element.localName] ?? element.localName;
  if (tag === "br") return found.push(schema.node("hard_break", null, null, marks));
  if (tag === "cite") {
    const places = (element.dataset.cites ?? "").split(" ").filter(Boolean).map(Number);
    const named = places.map((place) => cites[place]).filter(Boolean);
    return named.length ? found.push(schema.node("citation", { cites: named })) : 0;
  }
  if (tag === "data") return found.push(schema.node("number", { value: element.getAttribute("value") ?? "", words: element.textContent }, null, marks));
  const mark = tag === "a" ? schema.mark("link", { href: element.getAttribute("href") ?? "" }) : MARK_ORDER.includes(tag) ? schema.mark(tag) : null;
  return collect(element, mark ? mark.addToSet(marks) : marks, found, schema, cites);
}

export function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\u00a0", "&nbsp;");
}

// The HTML of inline nodes. `cites` is the statement's one list; what is cited here is added to it.
export function htmlOf(content, cites) {
  let html = "";
  content.forEach((node) => {
    if (node.type.name === "citation") {
      const places = node.attrs.cites.map((cite) => cites.push({ reference: cite.reference, locator: cite.locator || null }) - 1);
      html += `<cite data-cites="${places.join(" ")}"></cite>`;
    } else if (node.type.name === "hard_break") html += "<br>";
    else html += styled(node);
  });
  return html;
}

function styled(node) {
  let html = node.isText ? escaped(node.text) : `<data value="${node.attrs.value}">${escaped(node.attrs.words)}</data>`;
  for (const name of [...MARK_ORDER].reverse()) {
    const mark = node.marks.find((one) => one.type.name === name);
    if (!mark) continue;
    html = name === "link" ? `<a href="${escaped(mark.attrs.href).replaceAll('"', "%22")}">${html}</a>` : `<${name}>${html}</${name}>`;
  }
  return html;
}

export function textOf(content) {
  let text = "";
  content.forEach((node) => {
    text += node.isText ? node.text : node.type.name === "hard_break" ? "\n" : node.type.name === "number" ? node.attrs.words : "";
  });
  return text;
}
