// The topic editor: one ProseMirror view in the place of one textarea of a form.
import { dropCursor } from "prosemirror-dropcursor";
import { gapCursor } from "prosemirror-gapcursor";
import { history } from "prosemirror-history";
import { EditorState, Plugin, Selection } from "prosemirror-state";
import { tableEditing } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";
import { Book, noticeWords } from "./book.js";
import { canCite, Citing } from "./citing.js";
import { comparedView } from "./compared.js";
import { figureView } from "./figures.js";
import { findStatement, idsPlugin } from "./ids.js";
import { keys, rules } from "./keys.js";
import { freshId, make } from "./making.js";
import { Outline } from "./outline.js";
import { clipboardSerializer, copied, foreignIdsOut, isOwn, pasteForeign, pasteOwn, waitingPlugin } from "./pasting.js";
import { referenceList } from "./references.js";
import { Remarks } from "./remarks.js";
import { Saving } from "./saving.js";
import { makeSchema, newId } from "./schema.js";
import { statementAround } from "./structure.js";
import { Toolbar } from "./toolbar.js";

const parsed = (text, otherwise) => (text ? JSON.parse(text) : otherwise);

function settingsOf({ dataset }) {
  const { find, add, paste, topics, figures, figureAt, topic, grade, comparisons, numbers } = dataset;
  return {
    find, add, paste, topics, figures, figureAt: figureAt ?? "", grade: grade === "yes",
    comparisons: comparisons ?? "", numbers: parsed(numbers, []),
    topic: topic || newId(), // a topic that is new here shares no statement with another
  };
}

export class Editor {
  constructor(field) {
    this.field = field;
    this.settings = settingsOf(field);
    const { sections, references } = JSON.parse(field.dataset.outline);
    const notices = Object.entries(parsed(field.dataset.notices, {}));
    this.book = new Book(references, Object.fromEntries(notices.map(([key, said]) => [key, said.map(noticeWords)])));
    this.schema = makeSchema(this.book);
    this.outline = new Outline(this.schema, this.book);
    this.build(this.outline.read(sections));
    field.hidden = true;
    field.after(this.root);
    this.listen();
  }

  build(doc) {
    this.book.count(doc);
    this.status = make("p", { class: "te-said", role: "status" });
    this.notes = make("div", { class: "te-notes", hidden: true });
    this.root = make("div", { class: "topic-editor" });
    this.citing = new Citing(this);
    this.remarks = new Remarks(this, parsed(this.field.dataset.findings, []), parsed(this.field.dataset.comments, {}));
    this.toolbar = new Toolbar(this);
    this.list = referenceList(this);
    const place = make("div", { class: "te-page" });
    this.root.prepend(this.toolbar.dom, this.notes, place, this.list.section, this.status);
    this.view = new EditorView(place, this.props(doc));
    this.saving = new Saving(this);
    this.list.draw();
    this.toolbar.draw(this.view.state);
  }

  props(doc) {
    const [{ watch }, ...keymaps] = keys(this);
    return {
      state: EditorState.create({
        doc,
        plugins: [
          new Plugin({ props: watch }), rules(this), ...keymaps, history(), idsPlugin(), tableEditing(), dropCursor(), gapCursor(),
          waitingPlugin(), this.remarks.plugin(), new Plugin({ props: this.hands() }),
        ],
      }),
      nodeViews: { citation: this.citing.nodeView, figured: figureView(this), compared: comparedView(this) },
      attributes: { class: "te-text", role: "textbox", "aria-multiline": "true", "aria-label": this.label(), spellcheck: "true", "aria-describedby": this.describe() },
      clipboardSerializer: clipboardSerializer(this),
      transformCopied: copied,
      transformPastedHTML: (html) => foreignIdsOut(this, html),
      dispatchTransaction: (change) => this.apply(change),
    };
  }

  label() {
    return this.field.labels?.[0]?.textContent.trim() || this.field.getAttribute("aria-label") || "Text of the topic";
  }

  describe() {
    const id = freshId("keys");
    this.root.append(make("p", { id, class: "te-said" }, "Tab nests a statement; Escape and then Tab leaves the text; Alt and F10 leads to the toolbar; at sign cites."));
    return id;
  }

  hands() {
    return {
      handleTextInput: (view, from, to, text) => {
        if (text !== "@" || !canCite(view.state)) return false;
        const before = view.state.doc.textBetween(Math.max(from - 1, view.state.selection.$from.start()), from, "", " ");
        if (/[\p{L}\p{N}_-]/u.test(before) || from !== to) return false;
        this.citing.open("@");
        return true;
      },
      handleKeyDown: (_, event) => {
        this.isPlainPaste = event.shiftKey && event.key.toLowerCase() === "v" && (event.ctrlKey || event.metaKey);
        return false;
      },
      handlePaste: (view, event, slice) => {
        if (isOwn(event.clipboardData?.getData("text/html") ?? "") && !this.isPlainPaste) return pasteOwn(view, slice);
        return pasteForeign(this, event.clipboardData);
      },
      handleDrop: (view, event, _, isMove) => {
        if (isMove || isOwn(event.dataTransfer?.getData("text/html") ?? "")) return false;
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
        if (at) view.dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(at.pos))));
        event.preventDefault();
        return pasteForeign(this, event.dataTransfer) || true;
      },
    };
  }

  apply(change) {
    const state = this.view.state.apply(change);
    const isRenumbered = state.doc !== this.view.state.doc && this.book.count(state.doc);
    const isChanged = state.doc !== this.view.state.doc;
    this.view.updateState(state);
    if (isRenumbered) {
      this.citing.redraw();
      this.list.draw();
    }
    if (isChanged) this.saving.changed();
    this.toolbar.draw(state);
  }

  listen() {
    for (const label of this.field.labels ?? []) label.addEventListener("click", () => this.view.focus());
    const told = (name, listen) => this.field.addEventListener(name, (event) => listen(event.detail));
    told("statim:findings", (findings) => this.remarks.set({ findings }));
    told("statim:comment-counts", (comments) => this.remarks.set({ comments }));
    told("statim:show", ({ statement }) => this.goTo(statement));
  }

  fire(name, detail) {
    this.field.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }

  say = (words) => {
    this.status.textContent = "";
    this.status.textContent = words;
  };

  // Things that the author should read: they stay until put away.
  tell = (title, lines) => {
    if (!lines.length) return;
    const away = make("button", { type: "button", class: "te-button te-worded", on: { click: () => note.remove() } }, "Put away");
    const note = make("div", { class: "te-note", role: "alert" }, make("strong", {}, title), make("ul", {}, ...lines.map((line) => make("li", {}, line))), away);
    this.notes.append(note);
    this.notes.hidden = false;
  };

  caretAt(state, pos) {
    const change = state.tr;
    return change.setSelection(Selection.near(state.doc.resolve(pos + 1), 1)).scrollIntoView();
  }

  goTo(id) {
    const found = findStatement(this.view.state.doc, id);
    if (!found) return false;
    this.view.dispatch(this.caretAt(this.view.state, found.pos));
    this.view.focus();
    this.view.nodeDOM(found.pos)?.scrollIntoView({ block: "center" });
    return true;
  }

  // Where the caret is: the statement's id.
  here() {
    return statementAround(this.view.state.selection.$from)?.node.attrs.id ?? "";
  }

  // Gives the textarea back, with its value.
  destroy() {
    this.saving.flush();
    this.saving.end();
    this.view.destroy();
    this.root.remove();
    this.field.hidden = false;
  }
}
