// Turning a statement into another kind, or into a heading; adding a table or a figure.
import { Fragment } from "prosemirror-model";
import { Selection, TextSelection } from "prosemirror-state";
import { ENTRIES, isStatement, newId, SIMPLE } from "./schema.js";
import { ownParts, saysNothing } from "./outline.js";
import { siblings, statementAround } from "./structure.js";

const TERM_BEFORE = /^([^:]{1,60}): (?=\S)/;

export function kindOf(state) {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (node.type.name === "heading") return `heading ${node.attrs.level}`;
    if (isStatement(node)) return node.attrs.kind;
  }
  return state.selection.node?.attrs.kind ?? "";
}

export const setKind = (wanted, say) => (state, dispatch) => {
  const run = siblings(state.selection);
  if (!run) return false;
  const level = Number(/^heading ([234])$/.exec(wanted)?.[1] ?? 0);
  if (!level && !SIMPLE.includes(wanted) && !ENTRIES.includes(wanted)) return false;
  if (level && isStatement(run.parent)) {
    say("A heading stands at the first level. Press Shift and Tab first.");
    return true;
  }
  const made = [];
  for (const node of run.nodes) {
    const one = level ? asHeading(node, level) : asKind(node, wanted);
    if (typeof one === "string") {
      say(one);
      return true;
    }
    made.push(...one);
  }
  if (!dispatch) return true;
  const change = state.tr.replaceWith(run.from, run.to, Fragment.from(made));
  const within = state.selection.$from.parentOffset;
  const end = run.from + made.reduce((size, node) => size + node.nodeSize, 0);
  let place = -1;
  change.doc.nodesBetween(run.from, end, (node, pos) => {
    if (place < 0 && node.isTextblock) place = pos + 1 + Math.min(within, node.content.size);
  });
  dispatch(change.setSelection(TextSelection.create(change.doc, place)).scrollIntoView());
  return true;
};

function asHeading(node, level) {
  const { schema } = node.type;
  if (node.type.name === "heading") return [schema.node("heading", { level }, node.content)];
  if (node.type.name !== "point") return "Make it a point first.";
  const words = node.firstChild;
  let plain = true;
  words.forEach((child) => (plain &&= child.isText));
  if (!plain) return "A heading holds words only: take the citations and breaks out first.";
  const children = [];
  node.forEach((child) => isStatement(child) && children.push(child));
  return [schema.node("heading", { level }, words.textContent ? schema.text(words.textContent) : null), ...children];
}

function asKind(node, kind) {
  const { schema } = node.type;
  if (node.type.name === "heading") {
    const words = schema.node("words", null, node.content);
    return asKind(schema.node("point", { id: newId() }, words), kind);
  }
  if (["tabled", "figured", "compared"].includes(node.type.name)) return "A table, figure or comparison stays what it is.";
  const attrs = { ...node.attrs, kind };
  if (SIMPLE.includes(kind)) return [withoutTerm(node, attrs)];
  return [withTerm(node, attrs)];
}

function withoutTerm(node, attrs) {
  const { schema } = node.type;
  if (node.type.name === "point") return node.type.create(attrs, node.content);
  const [term, words] = ownParts(node);
  const said = term.textContent ? Fragment.from(schema.text(`${term.textContent}${words.content.size ? ": " : ""}`)) : Fragment.empty;
  const kept = node.content.cut(term.nodeSize + words.nodeSize);
  return schema.nodes.point.create(attrs, Fragment.from(schema.node("words", null, said.append(words.content))).append(kept));
}

function withTerm(node, attrs) {
  const { schema } = node.type;
  if (node.type.name === "entry") return node.type.create(attrs, node.content);
  const words = node.firstChild;
  const first = words.firstChild;
  const found = first?.isText && !first.marks.length ? TERM_BEFORE.exec(first.text) : null;
  const term = found ? schema.text(found[1]) : null;
  const rest = found ? words.content.cut(found[0].length) : words.content;
  const own = Fragment.from([schema.node("term", null, term), schema.node("words", null, rest)]);
  return schema.nodes.entry.create(attrs, own.append(node.content.cut(words.nodeSize)));
}

// Puts a statement after the one around the caret; in place of it where that says nothing.
export function insertStatement(state, made) {
  const { $from } = state.selection;
  const around = statementAround($from);
  const change = state.tr;
  let pos = around ? around.pos + around.node.nodeSize : $from.depth ? $from.after(1) : $from.pos;
  if (around && saysNothing(around.node) && around.node.childCount === 1) {
    pos = around.pos;
    change.replaceWith(pos, pos + around.node.nodeSize, made);
  } else change.insert(pos, made);
  return change.setSelection(Selection.near(change.doc.resolve(pos + 1), 1)).scrollIntoView();
}

export const insertTable = (columns = 3, rows = 3) => (state, dispatch) => {
  const { schema } = state;
  const cell = (type) => schema.nodes[type].create(null, schema.node("words"));
  const row = (type) => schema.nodes.table_row.create(null, Array.from({ length: columns }, () => cell(type)));
  const table = schema.nodes.table.create(null, Array.from({ length: rows }, (_, n) => row(n ? "table_cell" : "table_header")));
  dispatch?.(insertStatement(state, schema.nodes.tabled.create({ id: newId(), kind: "table" }, [schema.node("words"), table])));
  return true;
};

export const insertFigure = (figure) => (state, dispatch) => {
  const { schema } = state;
  dispatch?.(insertStatement(state, schema.nodes.figured.create({ id: newId(), kind: "figure", figure }, schema.node("words"))));
  return true;
};

// What GRADE says of the statement around the caret.
export const setGrade = (attrs) => (state, dispatch) => {
  const around = statementAround(state.selection.$from);
  if (!around) return false;
  if (dispatch) {
    const change = state.tr;
    for (const [name, value] of Object.entries(attrs)) change.setNodeAttribute(around.pos, name, value);
    dispatch(change);
  }
  return true;
};
