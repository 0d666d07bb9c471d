// What stands beside a statement and is no part of it: findings, comments, GRADE. Shown at the
// end of its words, never written into the value.
import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { statementsOf } from "./ids.js";
import { make } from "./making.js";
import { statementAround } from "./structure.js";

export const remarksKey = new PluginKey("remarks");
const CERTAINTY = { high: "High certainty", moderate: "Moderate certainty", low: "Low certainty", "very low": "Very low certainty" };
const STRENGTH = { strong: "Strong recommendation", conditional: "Conditional recommendation" };

export function gradeWords({ certainty, strength, reason }) {
  const said = [CERTAINTY[certainty], STRENGTH[strength]].filter(Boolean).join(" · ");
  return reason && strength ? `${said}: ${reason}` : said;
}

export class Remarks {
  constructor(editor, findings, comments) {
    this.editor = editor;
    this.set({ findings, comments });
  }

  set({ findings = null, comments = null }) {
    if (findings) {
      this.findings = new Map();
      for (const one of findings) this.findings.set(one.statement, [...(this.findings.get(one.statement) ?? []), one]);
    }
    if (comments) this.comments = new Map(Object.entries(comments));
    const { view } = this.editor;
    if (view) view.dispatch(view.state.tr.setMeta(remarksKey, true));
  }

  plugin() {
    return new Plugin({
      key: remarksKey,
      state: {
        init: (_, state) => this.decorations(state.doc),
        apply: (change, before, _, state) => (change.docChanged || change.getMeta(remarksKey) ? this.decorations(state.doc) : before),
      },
      props: { decorations: (state) => remarksKey.getState(state) },
    });
  }

  decorations(doc) {
    const found = [];
    for (const { node, pos } of statementsOf(doc)) {
      const { id } = node.attrs;
      const grade = gradeWords(node.attrs);
      const findings = this.findings.get(id) ?? [];
      const comments = this.comments.get(id) ?? 0;
      if (!grade && !findings.length && !comments) continue;
      let end = pos + 1;
      node.forEach((child, offset) => {
        if (child.type.name === "words") end = pos + 1 + offset + child.nodeSize - 1;
      });
      const key = JSON.stringify([id, grade, comments, findings]);
      found.push(Decoration.widget(end, () => this.drawn(id, grade, findings, comments), { side: 1, key, ignoreSelection: true, stopEvent: () => true }));
    }
    return DecorationSet.create(doc, found);
  }

  drawn(id, grade, findings, comments) {
    const word = comments === 1 ? "1 comment" : `${comments} comments`;
    const open = { click: () => this.askComments(id) };
    return make(
      "span",
      { class: "te-remarks", contenteditable: "false" },
      grade ? make("small", { class: "te-proof" }, grade) : null,
      ...findings.map((one) => make("small", { class: "te-finding", "data-kind": one.kind }, one.words)),
      comments ? make("button", { type: "button", class: "te-comments", tabindex: "-1", on: open }, word) : null,
    );
  }

  askComments(statement) {
    this.editor.fire("statim:comments", { statement });
  }

  // To the next statement that has a finding.
  next = (state, dispatch) => {
    const with_ = statementsOf(state.doc).filter(({ node }) => this.findings.has(node.attrs.id));
    if (!with_.length) {
      this.editor.say("There are no remarks.");
      return true;
    }
    const around = statementAround(state.selection.$from);
    const target = with_.find(({ pos }) => pos > (around?.pos ?? -1)) ?? with_[0];
    dispatch?.(this.editor.caretAt(state, target.pos));
    this.editor.say(this.findings.get(target.node.attrs.id).map((one) => one.words).join("; "));
    return true;
  };

  openHere = (state) => {
    const around = statementAround(state.selection.$from);
    if (around) this.askComments(around.node.attrs.id);
    return Boolean(around);
  };
}
