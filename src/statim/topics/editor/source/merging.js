// Backspace at the start of a statement, Delete at its end: two statements become one. The words
// are joined as they stand. The larger part's id, and what was said about it, stays; but an id that
// was just made never takes the place of one that the topic came with.
import { Fragment } from "prosemirror-model";
import { TextSelection } from "prosemirror-state";
import { isStatement, SIMPLE } from "./schema.js";
import { inCell, statementAround } from "./structure.js";

const childrenOf = (node) => {
  const children = [];
  node.forEach((child) => {
    if (isStatement(child)) children.push(child);
  });
  return children;
};

// The block that is seen just above the one at `pos`: a heading, the last statement inside the
// sibling above, or the parent.
function above(doc, pos) {
  const $pos = doc.resolve(pos);
  let node = $pos.nodeBefore;
  if (!node || !(isStatement(node) || node.type.name === "heading")) {
    const parent = $pos.parent;
    return isStatement(parent) ? { node: parent, pos: $pos.before(), isParent: true } : null;
  }
  let at = pos - node.nodeSize;
  while (isStatement(node) && isStatement(node.lastChild)) {
    at = at + node.nodeSize - 1 - node.lastChild.nodeSize;
    node = node.lastChild;
  }
  return { node, pos: at, isParent: false };
}

function below(doc, { node, pos }) {
  const child = childrenOf(node)[0];
  if (child) {
    let at = pos + 1;
    node.forEach((one, offset) => {
      if (one === child) at = pos + 1 + offset;
    });
    return { node: child, pos: at };
  }
  let $after = doc.resolve(pos + node.nodeSize);
  while (!$after.nodeAfter && $after.depth > 0) $after = doc.resolve($after.after());
  return $after.nodeAfter ? { node: $after.nodeAfter, pos: $after.pos } : null;
}

const wordsOf = ({ node, pos }) => {
  let found = null;
  node.forEach((child, offset) => {
    if (child.type.name === "words") found = { node: child, pos: pos + 1 + offset };
  });
  return found;
};

function lowerStays(upper, lower, first, second, isKnown) {
  const [isUpperKnown, isLowerKnown] = [isKnown(upper.node.attrs.id), isKnown(lower.node.attrs.id)];
  if (isUpperKnown !== isLowerKnown && first.content.size && second.content.size) return isLowerKnown;
  return second.content.size > first.content.size;
}

function joined(state, upper, lower, isKnown) {
  const first = wordsOf(upper);
  const second = wordsOf(lower);
  const children = Fragment.from(childrenOf(lower.node));
  const end = lower.pos + lower.node.nodeSize;
  const change = state.tr;
  if (upper.isParent) change.replaceWith(lower.pos, end, children);
  else change.delete(lower.pos, end).insert(lower.pos - 1, children);
  const seam = first.pos + first.node.nodeSize - 1;
  change.insert(seam, second.node.content);
  if (lowerStays(upper, lower, first.node, second.node, isKnown)) {
    for (const name of ["id", "certainty", "strength", "reason", "verified", "said"]) {
      change.setNodeAttribute(upper.pos, name, lower.node.attrs[name]);
    }
  }
  return change.setSelection(TextSelection.create(change.doc, seam)).scrollIntoView();
}

const canJoin = ({ node }) => node.type.name === "point" || node.type.name === "entry";

export const backspace = (isKnown) => (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || !$from.parent.isTextblock || $from.parentOffset > 0 || inCell($from)) return false;
  const { name } = $from.parent.type;
  if (name === "heading") return headingToPoint(state, dispatch);
  const around = statementAround($from);
  if (!around) return false;
  const { node, pos } = around;
  if (node.type.name === "entry") return backspaceEntry(state, dispatch, around);
  if (node.type.name !== "point") return true;
  if (!["point", "paragraph"].includes(node.attrs.kind)) {
    dispatch?.(state.tr.setNodeAttribute(pos, "kind", "point"));
    return true;
  }
  const upper = above(state.doc, pos);
  if (!upper) return true;
  if (upper.node.type.name === "heading") return beforeHeading(state, dispatch, upper, around);
  if (canJoin(upper)) dispatch?.(joined(state, upper, around, isKnown));
  return true;
};

export const deleteForward = (isKnown) => (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || !$from.parent.isTextblock || $from.parentOffset < $from.parent.content.size || inCell($from)) return false;
  if ($from.parent.type.name !== "words") return true;
  const around = statementAround($from);
  const lower = around && below(state.doc, around);
  if (!lower || lower.node.type.name !== "point" || !SIMPLE.includes(lower.node.attrs.kind) || !canJoin(around)) return true;
  const upper = above(state.doc, lower.pos);
  if (upper) dispatch?.(joined(state, upper, lower, isKnown));
  return true;
};

function backspaceEntry(state, dispatch, { node, pos }) {
  const { $from } = state.selection;
  if ($from.parent.type.name === "words") {
    dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, $from.before() - 1)));
  } else if (!node.child(0).content.size) {
    // no term any more: a plain point with the same words and id
    const { schema } = state;
    const point = schema.node("point", { ...node.attrs, kind: "point" }, node.content.cut(node.child(0).nodeSize));
    const change = state.tr.replaceWith(pos, pos + node.nodeSize, point);
    dispatch?.(change.setSelection(TextSelection.create(change.doc, pos + 2)));
  }
  return true;
}

// An empty heading gives way; an empty statement too; else nothing is joined to a heading, which
// holds no citations.
function beforeHeading(state, dispatch, upper, { node, pos }) {
  const change = state.tr;
  const children = childrenOf(node);
  if (!upper.node.content.size) change.delete(upper.pos, upper.pos + upper.node.nodeSize);
  else if (!wordsOf({ node, pos }).node.content.size && !(node.attrs.kind === "point" && state.doc.childCount < 2)) {
    change.replaceWith(pos, pos + node.nodeSize, Fragment.from(children));
    change.setSelection(TextSelection.create(change.doc, upper.pos + upper.node.nodeSize - 1));
  } else change.setSelection(TextSelection.create(state.doc, upper.pos + upper.node.nodeSize - 1));
  dispatch?.(change.scrollIntoView());
  return true;
}

function headingToPoint(state, dispatch) {
  const { $from } = state.selection;
  const { schema } = state;
  const before = $from.before();
  const words = schema.node("words", null, $from.parent.content);
  const change = state.tr.replaceWith(before, $from.after(), schema.node("point", null, words));
  dispatch?.(change.setSelection(TextSelection.create(change.doc, before + 2)));
  return true;
}
