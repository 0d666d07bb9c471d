// The tools of a table, shown while the caret is inside one.
import {
  addColumnAfter, addColumnBefore, addRowAfter, addRowBefore, CellSelection, deleteColumn, deleteRow, goToNextCell, isInTable,
  selectedRect, toggleHeader,
} from "prosemirror-tables";
import { Selection } from "prosemirror-state";
import { make } from "./making.js";
import { newId } from "./schema.js";
import { statementAround } from "./structure.js";

const removeTable = (state, dispatch) => {
  const around = statementAround(state.selection.$from);
  if (around?.node.type.name !== "tabled") return false;
  const children = [];
  around.node.forEach((child) => child.type.spec.isStatement && children.push(child));
  const point = state.schema.node("point", { id: newId() }, around.node.firstChild);
  const change = state.tr.replaceWith(around.pos, around.pos + around.node.nodeSize, [point, ...children]);
  dispatch?.(change.setSelection(Selection.near(change.doc.resolve(around.pos + 1))));
  return true;
};

const keepOne = (side, command) => (state, dispatch) => {
  if (!isInTable(state)) return false;
  const rect = selectedRect(state);
  const isAll = side === "row" ? rect.bottom - rect.top >= rect.map.height : rect.right - rect.left >= rect.map.width;
  return isAll ? true : command(state, dispatch);
};

const COMMANDS = [
  ["Row above", addRowBefore],
  ["Row below", addRowAfter],
  ["Column before", addColumnBefore],
  ["Column after", addColumnAfter],
  ["Take row out", keepOne("row", deleteRow)],
  ["Take column out", keepOne("column", deleteColumn)],
  ["Heading row", toggleHeader("row", { useDeprecatedLogic: false })],
  ["Heading column", toggleHeader("column", { useDeprecatedLogic: false })],
  ["Take table out", removeTable],
];

export function tableTools(editor) {
  const buttons = COMMANDS.map(([name, command]) => make("button", {
    type: "button", class: "te-button te-worded",
    on: { click: () => (command(editor.view.state, editor.view.dispatch), editor.view.focus()) },
  }, name));
  const bar = make("div", { class: "te-table-tools", role: "group", "aria-label": "Table", hidden: true }, ...buttons);
  return { bar, draw: (state) => (bar.hidden = !isInTable(state)) };
}

// Tab goes from cell to cell; from the last one it adds a row. Enter goes down.
export const nextCell = (state, dispatch, view) => {
  if (!isInTable(state)) return false;
  if (goToNextCell(1)(state, dispatch)) return true;
  if (dispatch && view) {
    addRowAfter(state, dispatch);
    goToNextCell(1)(view.state, view.dispatch);
  }
  return true;
};

export const previousCell = (state, dispatch) => isInTable(state) && (goToNextCell(-1)(state, dispatch) || true);

export const cellBelow = (state, dispatch, view) => {
  if (!isInTable(state) || state.selection instanceof CellSelection) return false;
  const { map, tableStart, left, bottom } = selectedRect(state);
  if (bottom >= map.height) {
    if (!dispatch || !view) return true;
    addRowAfter(state, dispatch);
    return cellBelow(view.state, view.dispatch, view);
  }
  const pos = tableStart + map.map[bottom * map.width + left];
  dispatch?.(state.tr.setSelection(Selection.near(state.doc.resolve(pos + 1), 1)).scrollIntoView());
  return true;
};

// Out of the table, to a new point after it.
export const leaveTable = (state, dispatch) => {
  const around = statementAround(state.selection.$from);
  if (!isInTable(state) || !around) return false;
  const after = around.pos + around.node.nodeSize;
  const point = state.schema.node("point", { id: newId() }, state.schema.node("words"));
  if (dispatch) {
    const change = state.tr.insert(after, point);
    dispatch(change.setSelection(Selection.near(change.doc.resolve(after + 2))).scrollIntoView());
  }
  return true;
};

