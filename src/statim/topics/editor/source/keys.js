// The keyboard, in one table: what is shown in the help is what is bound.
import { baseKeymap, chainCommands, toggleMark } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { InputRule, inputRules } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { setKind } from "./kinds.js";
import { openLinking } from "./linking.js";
import { backspace, deleteForward } from "./merging.js";
import { enter, inCell, lineBreak, move, nest, unnest } from "./structure.js";
import { cellBelow, leaveTable, nextCell, previousCell } from "./tables.js";

export const HELP = [
  ["@", "Cite a work"],
  ["Enter", "New statement; on a citation: where in the work"],
  ["Shift Enter", "New line in the same statement"],
  ["Tab, Shift Tab", "One level in, one level out; in a table: next cell"],
  ["Alt ↑, Alt ↓", "Move the statement, or the section on a heading"],
  ["Backspace at the start", "Join with the statement above"],
  ["Ctrl B, Ctrl I", "Bold, italic"],
  ["Ctrl ., Ctrl ,", "Superscript, subscript"],
  ["Ctrl K", "Link to a topic or address"],
  ["Ctrl Alt 1 to 4", "Point; headings of level 2, 3, 4"],
  ["Ctrl Enter", "Leave a table"],
  ["Ctrl Z, Ctrl Shift Z", "Undo, redo"],
  ["F8", "Next remark"],
  ["Ctrl Alt M", "Comments of this statement"],
  ["Alt F10", "To the toolbar"],
  ["Escape, then Tab", "Leave the text"],
];

const toggle = (name, not = null) => (state, dispatch) => {
  const { marks } = state.schema;
  if (state.selection.$from.parent.type.name !== "words") return false;
  const command = toggleMark(marks[name]);
  if (!dispatch || !not) return command(state, dispatch);
  return command(state, (change) => {
    const { from, to, empty } = state.selection;
    dispatch(empty ? change.removeStoredMark(marks[not]) : change.removeMark(from, to, marks[not]));
  });
};

export const MARKS = {
  strong: toggle("strong"),
  em: toggle("em"),
  sub: toggle("sub", "sup"),
  sup: toggle("sup", "sub"),
  code: toggle("code"),
};

export function keys(editor) {
  const { say } = editor;
  let isLeaving = false;
  const tab = (command) => (...all) => (isLeaving ? ((isLeaving = false), false) : command(...all));
  const isKnown = (id) => editor.outline.came.has(id);
  const own = {
    Enter: chainCommands((state) => editor.citing.enterPanel(state), cellBelow, enter(say)),
    "Shift-Enter": lineBreak,
    "Mod-Enter": leaveTable,
    Tab: tab(chainCommands(nextCell, nest(say))),
    "Shift-Tab": tab(chainCommands(previousCell, unnest(say))),
    "Alt-ArrowUp": move(-1, say),
    "Alt-ArrowDown": move(1, say),
    Backspace: backspace(isKnown),
    "Mod-Backspace": backspace(isKnown),
    Delete: deleteForward(isKnown),
    "Mod-b": MARKS.strong,
    "Mod-i": MARKS.em,
    "Mod-.": MARKS.sup,
    "Mod-,": MARKS.sub,
    "Mod-e": MARKS.code,
    "Mod-k": () => (openLinking(editor), true),
    "Mod-Alt-1": setKind("point", say),
    "Mod-Alt-2": setKind("heading 2", say),
    "Mod-Alt-3": setKind("heading 3", say),
    "Mod-Alt-4": setKind("heading 4", say),
    "Mod-z": undo,
    "Mod-y": redo,
    "Shift-Mod-z": redo,
    F8: (...all) => editor.remarks.next(...all),
    "Mod-Alt-m": (...all) => editor.remarks.openHere(...all),
    "Alt-F10": () => (editor.toolbar.focus(), true),
    Escape: () => {
      isLeaving = true;
      say("Press Tab to leave the text.");
      return true;
    },
  };
  const watch = { handleKeyDown: (_, event) => (!["Escape", "Tab", "Shift"].includes(event.key) && (isLeaving = false), false) };
  return [{ watch }, keymap(own), keymap(baseKeymap)];
}

// "## " at the start of a line makes it a heading, "- " a paragraph a point.
export function rules(editor) {
  const kind = (pattern, wanted) => new RegExp(pattern) && new InputRule(pattern, (state, match, start, end) => {
    if (state.selection.$from.parent.type.name !== "words" || inCell(state.selection.$from)) return null;
    let change = null;
    const cleared = state.apply(state.tr.delete(start, end));
    setKind(wanted(match), editor.say)(cleared, (next) => (change = next));
    if (!change) return null;
    const whole = state.tr.delete(start, end);
    change.steps.forEach((step) => whole.step(step));
    return whole.setSelection(change.selection.constructor.fromJSON(whole.doc, change.selection.toJSON()));
  });
  return inputRules({ rules: [kind(/^(#{2,4}) $/, (match) => `heading ${match[1].length}`), kind(/^[-*•] $/, () => "point")] });
}
