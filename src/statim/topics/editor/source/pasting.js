// Pasting: a phrase stays a phrase; more than that is read by the server into clean statements,
// with its doubts shown. What is copied inside a topic keeps its ids where it was moved.
import { DOMParser as Parser, DOMSerializer, Fragment, Slice } from "prosemirror-model";
import { Plugin, PluginKey, Selection } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { post } from "./asking.js";
import { doubtWords } from "./citing.js";
import { findStatement } from "./ids.js";
import { isStatement, newId } from "./schema.js";
import { ownParts, saysNothing } from "./outline.js";
import { make } from "./making.js";
import { inCell, statementAround } from "./structure.js";

const BLOCKS = "p,div,li,ul,ol,table,h1,h2,h3,h4,h5,h6,blockquote,pre,dl,section,article,figure,img,br";
const waitingKey = new PluginKey("waiting paste");
let waits = 0;

// A place that moves with the text while the server reads.
export function waitingPlugin() {
  return new Plugin({
    key: waitingKey,
    state: {
      init: () => DecorationSet.empty,
      apply(change, before) {
        const told = change.getMeta(waitingKey);
        let now = before.map(change.mapping, change.doc);
        if (told?.add) now = now.add(change.doc, [Decoration.widget(told.add.pos, () => make("span", { class: "te-waiting" }, "…"), { id: told.add.id })]);
        if (told?.remove) now = now.remove(now.find(null, null, (spec) => spec.id === told.remove));
        return now;
      },
    },
    props: { decorations: (state) => waitingKey.getState(state) },
  });
}

export function clipboardSerializer(editor) {
  const plain = DOMSerializer.fromSchema(editor.schema);
  const serializer = new DOMSerializer(plain.nodes, plain.marks);
  serializer.serializeFragment = (fragment, options, target) => {
    const made = plain.serializeFragment(fragment, options, target);
    for (const mark of made.querySelectorAll?.("[data-cites]") ?? []) {
      const works = JSON.parse(mark.dataset.cites).map((cite) => editor.book.items.get(cite.reference)).filter(Boolean);
      mark.dataset.works = JSON.stringify(works);
    }
    for (const statement of made.querySelectorAll?.("[data-statement]") ?? []) statement.dataset.topic = editor.settings.topic;
    return made;
  };
  return serializer;
}

export const isOwn = (html) => html.includes("data-pm-slice");

// Styles are put aside before anything parses the HTML: the page's content security policy refuses
// them even there, and what they say (bold, raised) is read from the attribute they are put in.
export function stylesAside(html) {
  return html.replace(/<style\b[\s\S]*?<\/style\s*>/gi, "").replace(/(<[a-z][^<>]*?\s)style(\s*=)/gi, "$1data-style$2");
}

// Ids belong to a topic: what comes from another one comes without.
export function foreignIdsOut(editor, html) {
  if (!isOwn(html)) return stylesAside(html);
  const own = `data-topic="${CSS.escape(editor.settings.topic)}"`;
  return html.replace(/<div[^>]*\bdata-statement="[^"]*"[^>]*>/g, (tag) => (tag.includes(own) ? tag : tag.replace(/data-statement="[^"]*"/, 'data-statement=""')));
}

// What is copied, without the parents that only stood around it; whole statements are closed, so
// that they are pasted as statements and not poured into the one at the caret.
export function copied(slice, { state }) {
  let { content, openStart, openEnd } = slice;
  while (isStatement(content.firstChild) && isStatement(content.firstChild.firstChild)) {
    const wasOnly = content.childCount === 1;
    content = content.firstChild.content.append(content.cut(content.firstChild.nodeSize));
    openStart -= 1;
    if (wasOnly) openEnd -= 1;
  }
  const { $from, $to } = state.selection;
  const isWhole = content.childCount > 1 && $from.parentOffset === 0 && $to.parentOffset === $to.parent.content.size;
  if (isWhole && $from.parent.isTextblock && !inCell($from)) return new Slice(content, 0, 0);
  return new Slice(content, Math.max(openStart, 0), Math.max(openEnd, 0));
}

// Whole statements go after the one at the caret. Words that were cut whole and are pasted into
// an empty statement are that statement: its id comes along.
export function pasteOwn(view, slice) {
  const { selection } = view.state;
  const rows = [];
  slice.content.forEach((node) => rows.push(node));
  const areWhole = slice.openStart === 0 && rows.every((node) => isStatement(node) || node.type.name === "heading");
  if (areWhole && rows.length && selection.$from.depth && !inCell(selection.$from)) {
    const change = view.state.tr.deleteSelection();
    insertRows(change, change.selection.from, rows);
    view.dispatch(change.scrollIntoView().setMeta("paste", true));
    return true;
  }
  const first = slice.content.firstChild;
  const around = statementAround(selection.$from);
  if (!isStatement(first) || !first.attrs.id || !around || slice.openStart === 0) return false;
  const source = findStatement(view.state.doc, first.attrs.id);
  const emptied = source && saysNothing(source.node) && source.pos !== around.pos;
  if (!saysNothing(around.node) || (source && !emptied)) return false;
  const change = view.state.tr.setNodeAttribute(around.pos, "id", first.attrs.id);
  if (source) change.setNodeAttribute(source.pos, "id", newId());
  view.dispatch(change.replaceSelection(slice).scrollIntoView().setMeta("paste", true));
  return true;
}

function inlineOf(editor, html, text) {
  if (!html) return /[\r\n]/.test(text.trim()) ? null : Fragment.from(text.trim() ? editor.schema.text(text.replace(/[\r\n]+/g, " ")) : null);
  const { body } = new DOMParser().parseFromString(stylesAside(html), "text/html");
  body.querySelectorAll("meta,style,script,link,title").forEach((one) => one.remove());
  if (/[\r\n]/.test(text.trim())) return null;
  const blocks = body.querySelectorAll(BLOCKS);
  const isOne = blocks.length === 0 || (blocks.length === 1 && ["P", "DIV"].includes(blocks[0].tagName) && blocks[0].textContent.trim() === body.textContent.trim());
  if (!isOne || isList(html) || body.textContent.trim() === "") return null;
  const words = editor.schema.nodes.words.create();
  const holder = document.implementation.createHTMLDocument("").createElement("p");
  holder.append(...styledByTags(body).childNodes);
  return Parser.fromSchema(editor.schema).parse(holder, { topNode: words, preserveWhitespace: true }).content;
}

const isList = (html) => /mso-list|MsoListParagraph/i.test(html);

// Google Docs and Word say bold by style; a phrase keeps what it was.
function styledByTags(body) {
  for (const span of body.querySelectorAll("span[data-style],b[data-style],font[data-style]")) {
    const style = stylesOf(span);
    const weight = style["font-weight"] ?? "";
    const tags = [];
    if (span.tagName !== "B" && (weight.startsWith("bold") || Number(weight) >= 600)) tags.push("strong");
    if (style["font-style"] === "italic") tags.push("em");
    if (style["vertical-align"] === "super") tags.push("sup");
    if (style["vertical-align"] === "sub") tags.push("sub");
    const plain = span.tagName === "B" && ["normal", "400"].includes(weight);
    for (const tag of tags) {
      const inner = span.ownerDocument.createElement(tag);
      inner.append(...span.childNodes);
      span.append(inner);
    }
    if (plain || span.tagName !== "B") span.replaceWith(...span.childNodes);
  }
  return body;
}

function stylesOf({ dataset }) {
  const pairs = dataset.style.split(";").map((part) => part.split(":").map((word) => word.trim().toLowerCase()));
  return Object.fromEntries(pairs.filter((pair) => pair.length === 2));
}

export function pasteForeign(editor, data) {
  const html = editor.isPlainPaste ? "" : data.getData("text/html");
  const text = data.getData("text/plain");
  if (!html && !text) return false;
  const { view } = editor;
  const { $from } = view.state.selection;
  if (["heading", "term"].includes($from.parent.type.name)) {
    const line = (text || new DOMParser().parseFromString(stylesAside(html), "text/html").body.textContent).replace(/\s*[\r\n]+\s*/g, " ").trim();
    if (line) view.dispatch(view.state.tr.insertText(line).scrollIntoView());
    return true;
  }
  const inline = inlineOf(editor, html, text);
  if (inline) {
    view.dispatch(view.state.tr.replaceSelection(new Slice(inline, 0, 0)).scrollIntoView().setMeta("paste", true));
    return true;
  }
  readAndInsert(editor, html, text);
  return true;
}

async function readAndInsert(editor, html, text) {
  const { view, settings, field, say, tell, outline, book } = editor;
  const id = (waits += 1);
  let change = view.state.tr;
  if (!change.selection.empty) change = change.deleteSelection();
  view.dispatch(change.setMeta(waitingKey, { add: { id, pos: change.selection.from } }));
  say("Reading what was pasted …");
  let said;
  let refusal = "";
  try {
    said = await post(settings.paste, { html, text }, field);
  } catch (error) {
    refusal = error.message;
  }
  const place = waitingKey.getState(view.state).find(null, null, (spec) => spec.id === id)[0];
  const ends = view.state.tr.setMeta(waitingKey, { remove: id });
  if (!place) return void view.dispatch(ends); // the place itself was deleted meanwhile
  const rows = said ? rowsOf(editor, said) : plainRows(editor, text || html);
  if (rows.length) insertRows(ends, place.from, rows);
  view.dispatch(ends.setMeta("paste", true).scrollIntoView());
  if (refusal) tell("Pasted as plain lines", [`${refusal} The words stand as plain points.`]);
  else {
    tell("About what was pasted", (said.doubts ?? []).map(doubtWords));
    say(said.doubts?.length ? `Pasted, with ${said.doubts.length} doubts.` : "Pasted.");
  }
}

function rowsOf({ outline, book, schema }, said) {
  const keys = book.adopt(said.references ?? []);
  for (const key of keys.values()) book.given.add(key); // came with the text: stays until taken out
  const rekeyed = (one) => ({
    ...one,
    id: one.id || newId(),
    cites: one.cites.map((cite) => ({ ...cite, reference: keys.get(cite.reference) ?? cite.reference })),
    children: one.children.map(rekeyed),
  });
  const rows = [];
  for (const section of said.sections) {
    if (section.heading) rows.push(schema.node("heading", { level: section.level }, schema.text(section.heading)));
    for (const one of section.statements) rows.push(outline.statement(rekeyed(one)));
  }
  return rows;
}

function plainRows({ schema, outline }, text) {
  return text.split(/[\r\n]+/).filter((line) => line.trim()).map((line) => {
    const point = outline.blank();
    return point.copy(Fragment.from(schema.node("words", null, schema.text(line.trim()))));
  });
}

// After the statement around the place, or in place of it where it says nothing. Headings go to
// the first level, since a section does not stand inside a statement.
function insertRows(change, pos, rows) {
  const { doc } = change;
  const $pos = doc.resolve(pos);
  let around = statementAround($pos);
  if (around?.node.type.name === "tabled" || rows.some((row) => row.type.name === "heading")) {
    around = $pos.depth ? { node: $pos.node(1), pos: $pos.before(1) } : around;
  }
  const content = Fragment.from(rows);
  let at = around ? around.pos + around.node.nodeSize : doc.content.size;
  const isBlank = around && isStatement(around.node) && saysNothing(around.node) && ownParts(around.node).length === around.node.childCount;
  if (isBlank) change.replaceWith((at = around.pos), around.pos + around.node.nodeSize, content);
  else change.insert(at, content);
  change.setSelection(Selection.near(change.doc.resolve(at + content.size), -1));
}
