// The list under the text: the works in the order of their numbers, where each is used, and
// those that nothing cites.
import { make } from "./making.js";

const letter = (place) => (place >= 26 ? letter(Math.floor(place / 26) - 1) : "") + String.fromCharCode(97 + (place % 26));

export function referenceList(editor) {
  const { book } = editor;
  const heading = make("h2", {}, "References");
  const list = make("ol", { role: "list" });
  const idle = make("div", { class: "te-idle" });
  const section = make("section", { class: "te-references", "aria-label": "References" }, heading, list, idle);

  const body = (key) => {
    const notices = book.noticesOf(key);
    return make("div", {}, make("span", { class: "te-printed" }, book.printed(key)), notices.length ? make("strong", { class: "te-warning" }, notices.join("; ")) : null);
  };

  const used = (key) => {
    const uses = book.uses.get(key) ?? [];
    const links = uses.map((use, place) => make("button", {
      type: "button", class: "te-use", "aria-label": `To the use ${letter(place)} in statement ${use.place}`,
      on: { click: () => editor.goTo(use.id) },
    }, letter(place)));
    return make("p", { class: "te-uses" }, uses.length === 1 ? "1 use" : `${uses.length} uses`, ...links);
  };

  const draw = () => {
    list.replaceChildren(...book.cited().map((key, place) => {
      const inside = body(key);
      inside.append(used(key));
      return make("li", { "data-reference": key }, make("span", { class: "te-number", "aria-hidden": "true" }, String(place + 1)), inside);
    }));
    const uncited = book.uncited();
    const rows = uncited.map((key) => make("div", { class: "te-uncited", "data-reference": key }, body(key), make("button", {
      type: "button", class: "te-button te-worded", "aria-label": `Take ${book.short(key)} out of the list`,
      on: { click: () => (book.drop(key), editor.saving.changed(), draw()) },
    }, "Take out")));
    idle.replaceChildren(...(rows.length ? [make("h3", {}, "Listed, but cited by no statement"), ...rows] : []));
    section.hidden = !list.children.length && !rows.length;
  };
  return { section, draw };
}
