// The toolbar: one stop of the Tab key, the arrows go along it; it says what holds at the caret.
import { redo, undo } from "prosemirror-history";
import { chooseNumber } from "./compared.js";
import { chooseFigure } from "./figures.js";
import { HELP, MARKS } from "./keys.js";
import { insertTable, kindOf, setGrade, setKind } from "./kinds.js";
import { openLinking } from "./linking.js";
import { icon, make } from "./making.js";
import { move, nest, statementAround, unnest } from "./structure.js";
import { tableTools } from "./tables.js";

const CHOICES = [
  ["point", "Point"], ["paragraph", "Paragraph"], ["heading 2", "Heading"], ["heading 3", "Heading, level 3"], ["heading 4", "Heading, level 4"],
  ["red flag", "Red flag"], ["practice point", "Practice point"], ["definition", "Definition"], ["abbreviation", "Abbreviation"],
];
const WEAK = ["low", "very low"];

const select = (label, choices, listen) => make(
  "select",
  { "aria-label": label, title: label, on: { change: listen } },
  ...choices.map(([value, name]) => make("option", { value }, name)),
);

export class Toolbar {
  constructor(editor) {
    this.editor = editor;
    const { say } = editor;
    const run = (command) => () => (command(editor.view.state, editor.view.dispatch, editor.view), editor.view.focus());
    this.kind = select("Kind of statement", [...CHOICES, ["table", "Table"], ["figure", "Figure"], ["comparison", "Comparison"]], (event) => run(setKind(event.target.value, say))());
    for (const name of ["table", "figure", "comparison"]) this.kind.querySelector(`[value=${name}]`).disabled = true;
    const text = (name, label, sign) => this.button(label, make("span", { class: `te-sign te-${name}` }, sign), run(MARKS[name]), name);
    this.help = this.button("Keys", icon("help"), () => this.showHelp());
    this.help.setAttribute("aria-expanded", "false");
    const group = (...inside) => make("div", { class: "te-group", role: "group" }, ...inside);
    this.bar = make(
      "div",
      { class: "te-toolbar", role: "toolbar", "aria-label": "Text", on: { keydown: (event) => this.key(event) } },
      group(this.kind),
      group(this.button("Cite (@)", icon("cite"), () => editor.citing.open(), null, "Cite")),
      group(text("strong", "Bold", "B"), text("em", "Italic", "I"), text("sub", "Subscript", "x₂"), text("sup", "Superscript", "x²"), text("code", "Code", "‹›"), this.button("Link", icon("link"), () => openLinking(editor))),
      group(this.button("One level out", icon("unnest"), run(unnest(say))), this.button("One level in", icon("nest"), run(nest(say))), this.button("Move up", icon("up"), run(move(-1, say))), this.button("Move down", icon("down"), run(move(1, say)))),
      group(this.button("Table", icon("table"), run(insertTable())), editor.settings.figures ? this.button("Figure", icon("figure"), () => chooseFigure(editor)) : null, editor.settings.numbers.length ? this.button("Number of a comparison", icon("number"), () => chooseNumber(editor), null, "Number") : null),
      group(this.button("Undo", icon("undo"), run(undo)), this.button("Redo", icon("redo"), run(redo)), this.help),
    );
    this.table = tableTools(editor);
    this.grade = editor.settings.grade ? this.gradeTools() : null;
    this.keys = make("div", { class: "te-help", hidden: true, tabindex: "0", role: "region", "aria-label": "Keys" }, make("h2", {}, "Keys"), make("dl", {}, ...HELP.flatMap(([key, does]) => [make("dt", {}, key), make("dd", {}, does)])));
    this.dom = make("div", { class: "te-top" }, this.bar, this.grade, this.table.bar, this.keys);
    this.stops().forEach((one, place) => (one.tabIndex = place ? -1 : 0));
  }

  button(label, sign, listen, mark = null, word = "") {
    return make("button", {
      type: "button", class: word ? "te-button te-worded" : "te-button", "aria-label": label, title: label, "data-mark": mark, "aria-pressed": mark ? "false" : null,
      on: { click: listen, pointerdown: (event) => event.pointerType === "mouse" && event.preventDefault() },
    }, sign, word);
  }

  gradeTools() {
    const set = (name) => (event) => setGrade({ [name]: event.target.value || (name === "certainty" ? null : "") })(this.editor.view.state, this.editor.view.dispatch);
    this.certainty = select("Certainty of the evidence", [["", "Certainty: none"], ["high", "High certainty"], ["moderate", "Moderate certainty"], ["low", "Low certainty"], ["very low", "Very low certainty"]], set("certainty"));
    this.strength = select("Strength of the recommendation", [["", "Strength: none"], ["strong", "Strong"], ["conditional", "Conditional"]], set("strength"));
    this.reason = make("input", { type: "text", maxlength: "500", "aria-label": "Why strong on low certainty", placeholder: "Why strong on low certainty?", on: { input: set("reason") } });
    return make("div", { class: "te-grade", role: "group", "aria-label": "GRADE" }, this.certainty, this.strength, this.reason);
  }

  showHelp() {
    this.keys.hidden = !this.keys.hidden;
    this.help.setAttribute("aria-expanded", String(!this.keys.hidden));
  }

  stops() {
    return [...this.bar.querySelectorAll("button, select")];
  }

  focus() {
    (this.stops().find((one) => one.tabIndex === 0) ?? this.stops()[0]).focus();
  }

  key(event) {
    if (event.key === "Escape") return this.editor.view.focus();
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || event.altKey || event.ctrlKey) return null;
    const stops = this.stops();
    const next = stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length];
    stops.forEach((one) => (one.tabIndex = one === next ? 0 : -1));
    next.focus();
    return event.preventDefault();
  }

  draw(state) {
    this.kind.value = kindOf(state) || "point";
    const { from, to, empty, $from } = state.selection;
    for (const button of this.bar.querySelectorAll("[data-mark]")) {
      const type = state.schema.marks[button.dataset.mark];
      const isOn = empty ? Boolean(type.isInSet(state.storedMarks ?? $from.marks())) : state.doc.rangeHasMark(from, to, type);
      button.setAttribute("aria-pressed", String(isOn));
    }
    this.table.draw(state);
    if (this.grade) this.drawGrade(statementAround($from)?.node.attrs);
  }

  drawGrade(attrs) {
    this.grade.hidden = !attrs;
    if (!attrs) return;
    this.certainty.value = attrs.certainty ?? "";
    this.strength.value = attrs.strength;
    this.reason.hidden = !(attrs.reason || (attrs.strength === "strong" && WEAK.includes(attrs.certainty)));
    if (document.activeElement !== this.reason) this.reason.value = attrs.reason;
    this.reason.setAttribute("aria-invalid", String(!this.reason.hidden && !attrs.reason));
  }
}
