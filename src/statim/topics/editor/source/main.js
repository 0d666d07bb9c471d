// Finds the fields of topics on the page and puts an editor in their place. Without this file, or
// where it fails, the field is a textarea with the topic file in it, and the form works.
import { Editor } from "./editor.js";

const editors = new WeakMap();

export function mount(field) {
  if (!field.dataset.outline) return null;
  if (!editors.has(field)) editors.set(field, new Editor(field));
  return editors.get(field);
}

function mountAll() {
  for (const field of document.querySelectorAll("textarea[data-topic-editor]")) mount(field);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", mountAll);
else mountAll();
