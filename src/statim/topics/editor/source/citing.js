// Citing: finding a work in the library, putting its mark, saying where in it; adding a new one.
import { NodeSelection, TextSelection } from "prosemirror-state";
import { find, post } from "./asking.js";
import { noticeWords } from "./book.js";
import { Chooser } from "./chooser.js";
import { icon, make, placeBox } from "./making.js";

const LIKE_AN_IDENTIFIER = /^(?:https?:\/\/(?:dx\.)?doi\.org\/)?10\.\d{4,9}\/\S+$|^(?:pmid:?\s*)?\d{5,9}$/i;
const MOST_ON_PAGE = 8;

export const canCite = (state) => state.selection.$from.parent.type.name === "words";

export class Citing {
  constructor(editor) {
    this.editor = editor;
    this.drawn = new Set();
    this.preview = make("div", { class: "te-box te-preview", role: "tooltip", hidden: true });
    this.panel = make("div", { class: "te-box te-cite-panel", role: "group", "aria-label": "This citation", hidden: true });
    editor.root.append(this.preview, this.panel);
    this.panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      this.leavePanel();
    });
  }

  redraw() {
    for (const draw of this.drawn) draw();
  }

  nodeView = (first, view, getPos) => {
    let node = first;
    const { book } = this.editor;
    const dom = make("span", { class: "cites", contenteditable: "false" });
    const draw = () => {
      dom.textContent = book.mark(node.attrs.cites);
      const keys = node.attrs.cites.map((cite) => cite.reference);
      dom.setAttribute("role", "img");
      dom.setAttribute("aria-label", `Citation ${keys.map((key) => `${book.numbers.get(key) ?? "?"}, ${book.short(key)}`).join("; ")}`);
      dom.classList.toggle("has-notice", keys.some((key) => book.noticesOf(key).length > 0));
      dom.classList.toggle("is-unknown", keys.some((key) => !book.items.has(key)));
    };
    draw();
    this.drawn.add(draw);
    dom.addEventListener("pointerenter", (event) => event.pointerType !== "touch" && this.showPreview(dom, node));
    dom.addEventListener("pointerleave", () => this.hidePreview());
    return {
      dom,
      update: (next) => {
        if (next.type !== node.type) return false;
        node = next;
        draw();
        return true;
      },
      selectNode: () => {
        dom.classList.add("is-chosen");
        requestAnimationFrame(() => this.openPanel(dom, getPos));
      },
      deselectNode: () => {
        dom.classList.remove("is-chosen");
        this.closePanel();
      },
      ignoreMutation: () => true,
      destroy: () => this.drawn.delete(draw),
    };
  };

  entry(key) {
    const { book } = this.editor;
    const notices = book.noticesOf(key);
    return make(
      "div",
      { class: "te-entry" },
      make("span", { class: "te-number" }, String(book.numbers.get(key) ?? "?")),
      make("span", {}, book.printed(key)),
      notices.length ? make("strong", { class: "te-warning" }, notices.join("; ")) : null,
    );
  }

  showPreview(dom, node) {
    if (!this.panel.hidden) return;
    this.preview.replaceChildren(...node.attrs.cites.map((cite) => this.entry(cite.reference)));
    this.preview.hidden = false;
    placeBox(this.preview, this.editor.root, dom.getBoundingClientRect());
  }

  hidePreview() {
    this.preview.hidden = true;
  }

  // The panel of the mark that is chosen: its works, where in each, taking one out, adding one.
  openPanel(dom, getPos) {
    const { view } = this.editor;
    const { selection } = view.state;
    if (!(selection instanceof NodeSelection) || selection.from !== getPos()) return;
    this.hidePreview();
    this.getPos = getPos;
    this.fillPanel();
    this.panel.hidden = false;
    placeBox(this.panel, this.editor.root, dom.getBoundingClientRect());
  }

  fillPanel() {
    const node = this.editor.view.state.doc.nodeAt(this.getPos());
    const rows = node.attrs.cites.map((cite, place) => {
      const name = this.editor.book.short(cite.reference);
      const locator = make("input", {
        type: "text", value: cite.locator ?? "", placeholder: "p. 12", maxlength: "200",
        on: {
          input: (event) => this.setCites((cites) => cites.with(place, { ...cites[place], locator: event.target.value.trim() || null })),
          keydown: (event) => event.key === "Enter" && (event.preventDefault(), this.leavePanel()),
        },
      });
      const out = make("button", {
        type: "button", class: "te-button", "aria-label": `Take ${name} out`, title: `Take ${name} out`,
        on: { click: () => this.takeOut(place) },
      }, icon("bin"));
      return make("div", { class: "te-cite-row" }, this.entry(cite.reference), make("label", {}, "Where in it ", locator), out);
    });
    const more = make("button", { type: "button", class: "te-button te-worded", on: { click: () => this.open() } }, "Add another work");
    this.panel.replaceChildren(...rows, more);
  }

  setCites(change) {
    const { view } = this.editor;
    const pos = this.getPos();
    const node = view.state.doc.nodeAt(pos);
    view.dispatch(view.state.tr.setNodeAttribute(pos, "cites", change(node.attrs.cites)));
  }

  takeOut(place) {
    const { view } = this.editor;
    const pos = this.getPos();
    const { cites } = view.state.doc.nodeAt(pos).attrs;
    if (cites.length > 1) {
      this.setCites((all) => all.filter((_, n) => n !== place));
      this.fillPanel();
      this.panel.querySelector("input")?.focus();
    } else {
      view.dispatch(view.state.tr.delete(pos, pos + 1));
      view.focus();
    }
  }

  closePanel() {
    this.panel.hidden = true;
  }

  leavePanel() {
    const { view } = this.editor;
    const after = this.getPos() + 1;
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, after)));
    view.focus();
  }

  // Enter on a chosen mark leads into its panel.
  enterPanel = (state) => {
    if (!(state.selection instanceof NodeSelection) || this.panel.hidden) return false;
    this.panel.querySelector("input")?.focus();
    return true;
  };

  open(typed = "") {
    const { view, settings, root, say } = this.editor;
    if (!canCite(view.state)) return say("A citation stands in the words of a statement.");
    this.chooser = new Chooser({
      root,
      label: "Cite a work",
      hint: "Author, title, year, DOI or PubMed id",
      ask: async (query, signal) => (await find(settings.find, query, signal)).map((work) => this.option(work)),
      always: (query, found) => this.standing(query, found),
      onClose: (how, query) => {
        if (how === "escape" && typed) view.dispatch(view.state.tr.insertText(typed + query));
        if (how !== "left") view.focus();
      },
    });
    this.chooser.openAt(this.where());
    return true;
  }

  where() {
    const { view } = this.editor;
    const at = view.coordsAtPos(view.state.selection.to);
    return { left: at.left, top: at.top, bottom: at.bottom };
  }

  option(work) {
    const warning = (work.notices ?? []).map(noticeWords).join("; ");
    const more = [work.title, work.container, work.year].filter(Boolean).join(" · ");
    return { name: work.short || work.name || work.title || work.key, more, warning, choose: () => this.cite([work]) };
  }

  // Below what is found: the works of this page where nothing was typed yet, and adding a new one.
  standing(query, found) {
    const { book, settings } = this.editor;
    const here = query ? [] : book.cited().slice(-MOST_ON_PAGE).reverse().map((key) => ({
      name: `${book.numbers.get(key)}. ${book.short(key)}`,
      more: book.items.get(key)?.title ?? "",
      warning: book.noticesOf(key).join("; "),
      choose: () => this.put([key]),
    }));
    if (!settings.add) return here;
    const direct = LIKE_AN_IDENTIFIER.test(query) && !found.length;
    const name = direct ? `Add ${query}` : "Add a work that is not listed …";
    const more = direct ? "Look it up and cite it" : "Paste a DOI, PubMed id, RIS, BibTeX or nbib";
    return [...here, { name, more, action: true, choose: () => (direct ? this.add(query) : this.openAdding()) }];
  }

  cite(works) {
    const { book, tell } = this.editor;
    const whole = works.filter((work) => book.items.has(String(work.key)) || work.item);
    if (whole.length < works.length) tell("Not cited", ["The library named a work without its record."]);
    for (const work of whole) {
      const key = String(work.key);
      if (!book.items.has(key)) book.items.set(key, { ...work.item, id: key });
      book.note(key, work.notices);
    }
    if (whole.length) this.put(whole.map((work) => String(work.key)));
  }

  // Puts the works' mark at the caret, or into the mark that stands there.
  put(keys) {
    const { view, book, say, schema } = this.editor;
    const { state } = view;
    const { selection } = state;
    const before = selection.$to.nodeBefore;
    let pos = -1;
    if (selection instanceof NodeSelection && selection.node.type.name === "citation") pos = selection.from;
    else if (selection.empty && before?.type.name === "citation") pos = selection.to - 1;
    const change = state.tr;
    const marked = pos < 0 ? [] : state.doc.nodeAt(pos).attrs.cites;
    const fresh = keys.filter((key) => !marked.some((cite) => cite.reference === key && !cite.locator));
    const cites = [...marked, ...fresh.map((reference) => ({ reference, locator: null }))];
    if (pos >= 0) change.setNodeAttribute(pos, "cites", cites);
    else {
      let at = selection.to;
      if (selection.$to.nodeBefore?.isText && selection.$to.nodeBefore.text.endsWith(" ")) change.delete((at -= 1), at + 1);
      change.insert(at, schema.node("citation", { cites }));
      pos = at;
    }
    change.setSelection(TextSelection.create(change.doc, pos + 1));
    view.dispatch(change.scrollIntoView());
    view.focus();
    say(`Cited: ${keys.map((key) => `${book.numbers.get(key)}, ${book.short(key)}`).join("; ")}`);
  }

  openAdding() {
    const { root, view } = this.editor;
    const text = make("textarea", { rows: "6", "aria-label": "DOI, PubMed id, RIS, BibTeX or nbib", spellcheck: "false" });
    const status = make("p", { class: "te-status", role: "status" });
    const done = (focus = true) => {
      box.remove();
      if (focus) view.focus();
    };
    const add = make("button", { type: "button", class: "te-button te-worded te-main", on: { click: () => this.add(text.value, status, done) } }, "Add and cite");
    const leave = make("button", { type: "button", class: "te-button te-worded", on: { click: () => done() } }, "Cancel");
    const box = make(
      "div",
      {
        class: "te-box te-adding", role: "dialog", "aria-label": "Add a work",
        on: { keydown: (event) => event.key === "Escape" && (event.preventDefault(), done()) },
      },
      make("p", {}, "Paste a DOI, a PubMed id, or a record in RIS, BibTeX or nbib."), text, status, make("div", { class: "te-row" }, add, leave),
    );
    root.append(box);
    placeBox(box, root, this.where());
    text.focus();
  }

  async add(text, status = null, done = () => {}) {
    const { settings, field, say, tell, view } = this.editor;
    const pasted = text.trim();
    if (!pasted) return;
    const speak = (words) => (status ? (status.textContent = words) : say(words));
    speak("Looking it up …");
    try {
      const form = new FormData();
      form.append("text", pasted);
      const { works = [], refused = [], doubts = [] } = await post(settings.add, form, field);
      if (!works.length) return void speak("No work could be read from this.");
      done(false);
      view.focus();
      this.cite(works);
      const about = [...refused, ...doubts, ...works.flatMap((work) => work.doubts ?? [])];
      tell("About the added work", about.map(doubtWords));
    } catch (error) {
      speak(error.message);
      if (!status) tell("The work was not added", [error.message]);
    }
  }
}

export function doubtWords(doubt) {
  if (typeof doubt === "string") return doubt;
  return [doubt.where, doubt.what, doubt.why].filter(Boolean).join(": ");
}
