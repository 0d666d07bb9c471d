// Links: to a topic of this site, found by its title, or to an address that is typed or pasted.
import { find } from "./asking.js";
import { Chooser } from "./chooser.js";

const ADDRESS = /^(?:https?:\/\/\S+\.\S+|mailto:\S+@\S+|tel:[\d+() -]+|\/\S*)$/i;

function linkAround(state) {
  const { $from, from, to, empty } = state.selection;
  const type = state.schema.marks.link;
  if (!empty) return state.doc.rangeHasMark(from, to, type) ? { from, to } : null;
  const mark = type.isInSet($from.marks());
  if (!mark) return null;
  let start = $from.pos;
  let end = $from.pos;
  $from.parent.forEach((child, offset) => {
    const at = $from.start() + offset;
    if (mark.isInSet(child.marks) && at <= $from.pos && at + child.nodeSize >= $from.pos) [start, end] = [at, at + child.nodeSize];
  });
  return { from: start, to: end };
}

export function openLinking(editor) {
  const { view, settings, root, say } = editor;
  const { state } = view;
  if (state.selection.$from.parent.type.name !== "words") return say("A link stands in the words of a statement.");
  const within = linkAround(state);
  const put = (href, title) => {
    const { from, to, empty } = view.state.selection;
    const mark = view.state.schema.mark("link", { href });
    const change = view.state.tr;
    const range = within ?? (empty ? null : { from, to });
    if (range) change.removeMark(range.from, range.to, mark.type).addMark(range.from, range.to, mark);
    else change.replaceSelectionWith(view.state.schema.text(title, [mark]), false);
    view.dispatch(change.scrollIntoView());
    view.focus();
  };
  const chooser = new Chooser({
    root,
    label: "Link to",
    hint: "A topic's title, or an address",
    ask: async (query, signal) => {
      if (ADDRESS.test(query)) return [];
      return (await find(settings.topics, query, signal)).map((topic) => ({
        name: topic.title,
        more: topic.specialty ?? "",
        choose: () => put(topic.address, topic.title),
      }));
    },
    always: (query) => [
      ...(ADDRESS.test(query) ? [{ name: `Link to ${query}`, action: true, choose: () => put(query, query) }] : []),
      ...(within ? [{ name: "Take the link away", action: true, choose: () => {
        view.dispatch(view.state.tr.removeMark(within.from, within.to, view.state.schema.marks.link));
        view.focus();
      } }] : []),
    ],
    onClose: (how) => how !== "left" && view.focus(),
  });
  const at = view.coordsAtPos(state.selection.from);
  chooser.openAt({ left: at.left, top: at.top, bottom: at.bottom });
  return true;
}
