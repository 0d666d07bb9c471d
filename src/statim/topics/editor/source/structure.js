// What Enter, Backspace, Tab and the arrows with Alt do to statements. Positions are worked out
// by hand, because a statement's children stand inside it and must never be lost or reordered.
import { Fragment } from "prosemirror-model";
import { Selection, TextSelection } from "prosemirror-state";
import { ENTRIES, isStatement, newId, SIMPLE } from "./schema.js";
import { ownParts } from "./outline.js";

export const DEEPEST = 4;

// The statement around a position: its node, where it starts, how deep.
export function statementAround($pos) {
  for (let depth = $pos.depth; depth > 0; depth -= 1) {
    if (isStatement($pos.node(depth))) return { node: $pos.node(depth), pos: $pos.before(depth), depth };
  }
  return null;
}

export function inCell($pos) {
  for (let depth = $pos.depth; depth > 0; depth -= 1) if ($pos.node(depth).type.spec.tableRole) return true;
  return false;
}

const levelAt = ($pos, depth) => {
  let level = 0;
  for (let d = depth; d > 0; d -= 1) if (isStatement($pos.node(d))) level += 1;
  return level;
};

const height = (node) => {
  let most = 0;
  node.forEach((child) => {
    if (isStatement(child)) most = Math.max(most, height(child));
  });
  return most + 1;
};

// The whole statements (or headings) that the selection touches, as a run of siblings.
export function siblings({ $from, $to }) {
  const isBlock = (node) => isStatement(node) || node.type.name === "heading";
  let depth = $from.depth;
  while (depth > 0 && !(isBlock($from.node(depth)) && $to.pos <= $from.end(depth - 1))) depth -= 1;
  if (depth === 0) return null;
  const parent = $from.node(depth - 1);
  const first = $from.index(depth - 1);
  const last = $to.depth >= depth ? $to.index(depth - 1) + 1 : Math.max($to.indexAfter(depth - 1), first + 1);
  const nodes = [];
  for (let n = first; n < last; n += 1) nodes.push(parent.child(n));
  const from = $from.before(depth);
  const to = from + nodes.reduce((size, node) => size + node.nodeSize, 0);
  return { $from, parent, depth: depth - 1, first, last, from, to, nodes };
}

function shifted(change, selection, by) {
  const doc = change.doc;
  const at = (pos) => Math.min(Math.max(pos + by, 0), doc.content.size);
  change.setSelection(TextSelection.between(doc.resolve(at(selection.anchor)), doc.resolve(at(selection.head))));
  return change.scrollIntoView();
}

export const nest = (say) => (state, dispatch) => {
  if (inCell(state.selection.$from)) return false;
  const run = siblings(state.selection);
  if (!run || run.nodes.some((node) => !isStatement(node))) return true;
  const before = run.first > 0 ? run.parent.child(run.first - 1) : null;
  if (!isStatement(before) || ["tabled", "figured", "compared"].includes(before.type.name)) {
    say("There is no statement above to put this under.");
    return true;
  }
  const level = levelAt(run.$from, run.depth) + 2;
  if (level > DEEPEST || level + Math.max(...run.nodes.map(height)) - 1 > DEEPEST) {
    say("Four levels are the most.");
    return true;
  }
  if (dispatch) {
    const change = state.tr.delete(run.from, run.to).insert(run.from - 1, Fragment.from(run.nodes));
    dispatch(shifted(change, state.selection, -1));
    say(`Level ${level}`);
  }
  return true;
};

export const unnest = (say) => (state, dispatch) => {
  if (inCell(state.selection.$from)) return false;
  const run = siblings(state.selection);
  if (!run || !isStatement(run.parent)) {
    say("This is the first level.");
    return true;
  }
  if (dispatch) {
    const { $from, parent, depth } = run;
    const end = $from.end(depth);
    const after = [];
    for (let n = run.last; n < parent.childCount; n += 1) after.push(parent.child(n));
    const last = run.nodes.at(-1);
    const nodes = [...run.nodes.slice(0, -1), last.copy(last.content.append(Fragment.from(after)))];
    const change = state.tr.delete(run.from, end).insert(run.from + 1, Fragment.from(nodes));
    dispatch(shifted(change, state.selection, 1));
    say(`Level ${levelAt($from, depth)}`);
  }
  return true;
};

export const move = (direction, say) => (state, dispatch) => {
  if (inCell(state.selection.$from)) return false;
  const run = siblings(state.selection);
  if (!run) return false;
  if (run.nodes[0].type.name === "heading" && run.nodes.length === 1) return moveSection(direction, run, state, dispatch, say);
  const to = placeFor(direction, run);
  if (to === null) {
    say(direction < 0 ? "This is the first." : "This is the last.");
    return true;
  }
  if (dispatch) dispatch(moved(state, run.from, run.to, to));
  say(direction < 0 ? "Moved up" : "Moved down");
  return true;
};

function moved(state, from, to, place) {
  const content = state.doc.slice(from, to).content;
  const size = to - from;
  const at = place > from ? place - size : place;
  const change = state.tr.delete(from, to).insert(at, content);
  return shifted(change, state.selection, at - from);
}

// Where a run goes when it is moved by one: past its neighbour, else into the parent's neighbour.
function placeFor(direction, { $from, parent, depth, first, last, from, to }) {
  const neighbour = direction < 0 ? parent.maybeChild(first - 1) : parent.maybeChild(last);
  const free = neighbour && (isStatement(neighbour) || neighbour.type.name === "heading");
  if (free) return direction < 0 ? from - neighbour.nodeSize : to + neighbour.nodeSize;
  if (depth === 0 || !isStatement(parent)) return null;
  const above = $from.node(depth - 1);
  const place = $from.index(depth - 1);
  const aunt = above.maybeChild(place + direction);
  if (!isStatement(aunt)) return null;
  if (direction < 0) return $from.before(depth) - 1;
  return $from.after(depth) + 1 + ownParts(aunt).reduce((size, part) => size + part.nodeSize, 0);
}

function moveSection(direction, run, state, dispatch, say) {
  const { doc } = state;
  const starts = [];
  doc.forEach((node, pos) => {
    if (node.type.name === "heading") starts.push(pos);
  });
  const place = starts.indexOf(run.from);
  const end = starts[place + 1] ?? doc.content.size;
  const target = direction < 0 ? starts[place - 1] : starts[place + 1] === undefined ? undefined : (starts[place + 2] ?? doc.content.size);
  if (target === undefined) {
    say(direction < 0 ? "This is the first section." : "This is the last section.");
    return true;
  }
  if (dispatch) dispatch(moved(state, run.from, end, target));
  say(direction < 0 ? "Section moved up" : "Section moved down");
  return true;
}

const blankOf = (schema, kind) => {
  const words = schema.node("words");
  if (ENTRIES.includes(kind)) return schema.node("entry", { id: newId(), kind }, [schema.node("term"), words]);
  return schema.node("point", { id: newId(), kind }, words);
};

const caretIn = (change, pos) => change.setSelection(Selection.near(change.doc.resolve(pos), 1)).scrollIntoView();

export const enter = (say) => (state, dispatch, view) => {
  const { $from, empty } = state.selection;
  if (!$from.parent.isTextblock || inCell($from)) return false;
  if (!empty) {
    if (!dispatch || !view) return true;
    dispatch(state.tr.deleteSelection());
    return enter(say)(view.state, view.dispatch, view);
  }
  if ($from.parent.type.name === "heading") return enterHeading(state, dispatch);
  const around = statementAround($from);
  if (!around) return false;
  if (around.node.type.name === "entry" && $from.parent.type.name === "term") {
    if (dispatch) dispatch(caretIn(state.tr, $from.after() + 1));
    return true;
  }
  return enterWords(state, dispatch, around, say);
};

function enterHeading(state, dispatch) {
  const { $from } = state.selection;
  if (!dispatch) return true;
  const { schema } = state;
  const change = state.tr;
  if ($from.parentOffset === 0 && $from.parent.content.size) change.insert($from.before(), blankOf(schema, "point"));
  else {
    const rest = $from.parent.textContent.slice($from.parentOffset);
    const words = schema.node("words", null, rest ? schema.text(rest) : null);
    const end = $from.end();
    change.delete($from.pos, end).insert($from.pos + 1, schema.node("point", { id: newId() }, words));
    caretIn(change, $from.pos + 3);
  }
  dispatch(change.scrollIntoView());
  return true;
}

function enterWords(state, dispatch, around, say) {
  const { $from } = state.selection;
  const { schema } = state;
  const { node, pos, depth } = around;
  const words = $from.parent;
  const children = [];
  node.forEach((child) => {
    if (isStatement(child)) children.push(child);
  });
  if (!words.content.size && node.type.name === "point") {
    if (isStatement($from.node(depth - 1))) return unnest(say)(state, dispatch);
    if (node.attrs.kind !== "paragraph" && !children.length) {
      if (dispatch) dispatch(state.tr.setNodeAttribute(pos, "kind", "paragraph"));
      return true;
    }
  }
  if (!dispatch) return true;
  const change = state.tr;
  const isSplit = SIMPLE.includes(node.attrs.kind);
  const atEnd = $from.parentOffset === words.content.size;
  if ($from.parentOffset === 0 && words.content.size) change.insert(pos, blankOf(schema, isSplit ? node.attrs.kind : "point"));
  else if (atEnd && children.length) {
    change.insert($from.after(), blankOf(schema, "point"));
    caretIn(change, $from.after() + 2);
  } else if (atEnd || !isSplit) {
    const kind = ["paragraph", ...ENTRIES].includes(node.attrs.kind) ? node.attrs.kind : "point";
    const after = pos + node.nodeSize;
    change.insert(after, blankOf(schema, kind));
    caretIn(change, after + 2);
  } else {
    const rest = words.content.cut($from.parentOffset);
    const second = schema.node("point", { id: newId(), kind: node.attrs.kind }, [schema.node("words", null, rest), ...children]);
    change.delete($from.pos, pos + node.nodeSize - 1).insert($from.pos + 2, second);
    caretIn(change, $from.pos + 4);
  }
  dispatch(change.scrollIntoView());
  return true;
}

export const lineBreak = (state, dispatch) => {
  if (!["words"].includes(state.selection.$from.parent.type.name)) return false;
  dispatch?.(state.tr.replaceSelectionWith(state.schema.node("hard_break")).scrollIntoView());
  return true;
};
