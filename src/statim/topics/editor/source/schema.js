// What a topic may hold: headings and statements in a row; statements hold words and statements.
// One schema an editor, because a citation is written with the numbers of its own page.
import { Schema } from "prosemirror-model";
import { tableNodes } from "prosemirror-tables";

export const KINDS = {
  point: "Point",
  paragraph: "Paragraph",
  "red flag": "Red flag",
  "practice point": "Practice point",
  definition: "Definition",
  abbreviation: "Abbreviation",
  table: "Table",
  figure: "Figure",
  comparison: "Comparison",
};
export const SIMPLE = ["point", "paragraph", "red flag", "practice point"];
export const ENTRIES = ["definition", "abbreviation"];
export const MARK_ORDER = ["link", "em", "strong", "sub", "sup", "code"];

// what every statement carries beside its words; `said` keeps what this editor does not know
const COMMON = {
  id: { default: "" },
  kind: { default: "point" },
  certainty: { default: null },
  strength: { default: "" },
  reason: { default: "" },
  verified: { default: null },
  said: { default: null },
};

function hooks(node, name) {
  const { id, kind, certainty, strength, reason } = node.attrs;
  const found = { class: `s ${name}`, role: "group", "aria-label": KINDS[kind] ?? kind, "data-statement": id, "data-kind": kind };
  if (certainty) found["data-certainty"] = certainty;
  if (strength) found["data-strength"] = strength;
  if (reason) found["data-reason"] = reason;
  return found;
}

function read(dom) {
  const { statement = "", kind = "point", certainty = null, strength = "", reason = "" } = dom.dataset;
  return { id: statement, kind, certainty, strength, reason };
}

const statement = (name, content, more = {}) => ({
  attrs: COMMON,
  group: "statement",
  content,
  defining: true,
  selectable: false,
  isStatement: true,
  parseDOM: [{ tag: `div.${name}[data-statement]`, getAttrs: read }],
  toDOM: (node) => ["div", hooks(node, name), 0],
  ...more,
});

const line = (name, tag, more = {}) => ({
  content: "inline*",
  parseDOM: [{ tag: `${tag}.${name}`, preserveWhitespace: "full" }],
  toDOM: () => [tag, { class: name }, 0],
  ...more,
});

function parsedJson(text, otherwise) {
  try {
    return JSON.parse(text);
  } catch {
    return otherwise;
  }
}

function nodes(book) {
  const table = tableNodes({
    tableGroup: "grid",
    cellContent: "words",
    cellAttributes: {},
  });
  return {
    doc: { content: "(heading | statement)+" },
    point: statement("point", "words statement*"),
    entry: statement("entry", "term words statement*"),
    tabled: statement("tabled", "words table statement*", { isolating: true, selectable: true }),
    figured: statement("figured", "words statement*", {
      attrs: { ...COMMON, figure: { default: null } },
      selectable: true,
      parseDOM: [{
        tag: "div.figured[data-statement]",
        getAttrs: (dom) => ({ ...read(dom), figure: parsedJson(dom.dataset.figure ?? "", null) }),
      }],
      toDOM: (node) => ["div", { ...hooks(node, "figured"), "data-figure": JSON.stringify(node.attrs.figure) }, 0],
    }),
    compared: statement("compared", "words statement*", {
      attrs: { ...COMMON, comparison: { default: null }, studied: { default: [] } },
      selectable: true,
      parseDOM: [{
        tag: "div.compared[data-statement]",
        getAttrs: (dom) => ({ ...read(dom), comparison: parsedJson(dom.dataset.comparison ?? "", null), studied: parsedJson(dom.dataset.studied ?? "", []) }),
      }],
      toDOM: (node) => ["div", { ...hooks(node, "compared"), "data-comparison": JSON.stringify(node.attrs.comparison), "data-studied": JSON.stringify(node.attrs.studied) }, 0],
    }),
    heading: {
      attrs: { level: { default: 2 } },
      content: "text*",
      marks: "",
      defining: true,
      parseDOM: [2, 3, 4].map((level) => ({ tag: `h${level}`, attrs: { level }, preserveWhitespace: "full" })),
      toDOM: (node) => [`h${node.attrs.level}`, 0],
    },
    words: line("words", "p", { parseDOM: [{ tag: "p", preserveWhitespace: "full" }] }),
    term: line("term", "p", { content: "text*", marks: "", defining: true, parseDOM: [{ tag: "p.term", priority: 60, preserveWhitespace: "full" }] }),
    ...table,
    text: { group: "inline" },
    hard_break: { inline: true, group: "inline", selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
    number: {
      inline: true,
      group: "inline",
      atom: true,
      attrs: { value: { default: "" }, words: { default: "" } },
      parseDOM: [{ tag: "data[value]", getAttrs: (dom) => ({ value: dom.getAttribute("value"), words: dom.textContent }) }],
      toDOM: (node) => ["data", { class: "te-number-of", value: node.attrs.value, title: "Filled in from a comparison" }, node.attrs.words],
      leafText: (node) => node.attrs.words,
    },
    citation: {
      inline: true,
      group: "inline",
      atom: true,
      marks: "",
      attrs: { cites: { default: [] } },
      parseDOM: [{
        tag: "span[data-cites]",
        getAttrs: (dom) => {
          const cites = parsedJson(dom.dataset.cites, []).filter((cite) => typeof cite?.reference === "string");
          book.take(parsedJson(dom.dataset.works ?? "", []));
          return cites.length ? { cites } : false;
        },
      }],
      toDOM: (node) => ["span", { class: "cites", "data-cites": JSON.stringify(node.attrs.cites) }, book.mark(node.attrs.cites)],
      leafText: (node) => ` ${book.mark(node.attrs.cites)}`,
    },
  };
}

const simple = (tag, more = []) => ({ parseDOM: [{ tag }, ...more], toDOM: () => [tag, 0] });

const marks = {
  link: {
    attrs: { href: {} },
    inclusive: false,
    parseDOM: [{ tag: "a[href]", getAttrs: (dom) => ({ href: dom.getAttribute("href") }) }],
    toDOM: (mark) => ["a", { href: mark.attrs.href, rel: "noreferrer" }, 0],
  },
  em: simple("em", [{ tag: "i" }]),
  strong: simple("strong", [{ tag: "b" }]),
  sub: simple("sub"),
  sup: simple("sup"),
  code: simple("code"),
};

export function makeSchema(book) {
  return new Schema({ nodes: nodes(book), marks });
}

export const isStatement = (node) => Boolean(node?.type.spec.isStatement);

const ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"; // as the server's: no 0 and o, no 1, i and l

export function newId() {
  let id = "";
  while (id.length < 8) {
    for (const byte of crypto.getRandomValues(new Uint8Array(16))) {
      if (id.length < 8 && byte < 31 * 8) id += ALPHABET[byte % 31]; // 248: no letter likelier
    }
  }
  return id;
}
