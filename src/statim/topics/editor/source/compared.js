// A comparison in the text: its caption is written here, its numbers on a page of their own. The
// data pass through as they came. And the numbers of comparisons inside other statements.
import { Chooser } from "./chooser.js";
import { make } from "./making.js";

// What a comparison's studies cite, one entry a study: a citation or null.
export function studiedBy({ comparison, cites }) {
  return (comparison?.cited ?? []).map((place) => (place === null ? null : (cites[place] ?? null)));
}

// The comparison with its studies' citations counted on into the statement's list.
export function comparisonSaid({ comparison, studied }, cites) {
  const cited = studied.map((cite) => (cite ? cites.push({ reference: cite.reference, locator: cite.locator || null }) - 1 : null));
  return { ...comparison, cited };
}

export function comparedView(editor) {
  return (first, view) => {
    let node = first;
    const said = make("p", {});
    const link = make("a", { class: "te-button te-worded" }, "Edit its numbers");
    const frame = make("div", { class: "te-figure te-compared", contenteditable: "false" }, said, link);
    const contentDOM = make("div", { class: "te-caption" });
    const dom = make("div", { class: "s compared", role: "group", "aria-label": "Comparison" }, contentDOM, frame);

    function draw() {
      const { data } = node.attrs.comparison ?? {};
      const studies = data?.studies?.length ?? 0;
      dom.dataset.statement = node.attrs.id;
      said.textContent = `${data?.intervention || "Intervention"} or ${data?.comparator || "comparator"}: ${data?.outcome?.name || "outcome"}. ${data?.measure ?? ""}, ${studies} ${studies === 1 ? "study" : "studies"}.`;
      link.hidden = !editor.settings.comparisons;
      link.href = `${editor.settings.comparisons}${node.attrs.id}/`;
    }
    draw();
    return {
      dom,
      contentDOM,
      update: (next) => {
        if (next.type !== node.type) return false;
        node = next;
        draw();
        return true;
      },
      stopEvent: (event) => frame.contains(event.target),
      ignoreMutation: (mutation) => !contentDOM.contains(mutation.target),
    };
  };
}

// Puts a number of one of the topic's comparisons where the caret is.
export function chooseNumber(editor) {
  const { view, settings, root, say } = editor;
  if (view.state.selection.$from.parent.type.name !== "words") return say("A number stands in the words of a statement.");
  const put = ({ value, words }) => {
    view.dispatch(view.state.tr.replaceSelectionWith(view.state.schema.node("number", { value, words })).scrollIntoView());
    view.focus();
  };
  const chooser = new Chooser({
    root,
    label: "Number of a comparison",
    hint: "Which comparison, which number",
    ask: async () => [],
    always: (query) => settings.numbers
      .filter(({ name, words }) => `${name} ${words}`.toLowerCase().includes(query.toLowerCase()))
      .map((one) => ({ name: one.words, more: one.name, choose: () => put(one) })),
    onClose: (how) => how !== "left" && view.focus(),
  });
  const at = view.coordsAtPos(view.state.selection.from);
  chooser.openAt({ left: at.left, top: at.top, bottom: at.bottom });
  return true;
}
