// Each statement keeps its id through typing, moving and undoing; no id stands twice.
// A copy gets a new one; of two, the one that stayed where it was is the statement itself.
import { Plugin } from "prosemirror-state";
import { isStatement, newId } from "./schema.js";
import { saysNothing } from "./outline.js";

export function statementsOf(doc) {
  const found = [];
  doc.descendants((node, pos) => {
    if (isStatement(node)) found.push({ node, pos });
    return !node.isTextblock;
  });
  return found;
}

export function findStatement(doc, id) {
  return statementsOf(doc).find((one) => one.node.attrs.id === id) ?? null;
}

function stayed(transactions, before, id) {
  const old = findStatement(before, id);
  if (!old) return -1;
  return transactions.reduce((pos, one) => one.mapping.map(pos, 1), old.pos);
}

function keeperOf(same, transactions, before) {
  const saying = same.filter(({ node }) => !saysNothing(node) || node.childCount > 1);
  const among = saying.length ? saying : same;
  if (among.length === 1) return among[0];
  const place = stayed(transactions, before, among[0].node.attrs.id);
  return among.find(({ pos }) => pos === place) ?? among[0];
}

export function idsPlugin() {
  return new Plugin({
    appendTransaction(transactions, { doc: before }, state) {
      if (!transactions.some((one) => one.docChanged)) return null;
      const byId = grouped(statementsOf(state.doc));
      const change = state.tr;
      for (const [id, same] of byId) {
        const keeper = id && (same.length === 1 ? same[0] : keeperOf(same, transactions, before));
        for (const one of same) if (one !== keeper) change.setNodeAttribute(one.pos, "id", newId());
      }
      return change.docChanged ? change : null;
    },
  });
}

function grouped(found) {
  const byId = new Map();
  for (const one of found) byId.set(one.node.attrs.id, [...(byId.get(one.node.attrs.id) ?? []), one]);
  return byId;
}
