// The field behind the editor: its value is kept in step, changes are told to the page, and
// leaving with something unsaved is warned of. Saving itself is the page's business.

const REST = 300; // ms after the last key before the field is written

export class Saving {
  constructor(editor) {
    this.editor = editor;
    this.field = editor.field;
    this.written = null;
    this.generation = 0;
    this.saved = 0;
    this.ending = new AbortController();
    const listen = (target, name, act) => target?.addEventListener(name, act, { signal: this.ending.signal });
    listen(this.field.form, "formdata", (event) => event.formData.set(this.field.name, this.flush()));
    listen(this.field.form, "submit", (event) => {
      this.flush();
      setTimeout(() => !event.defaultPrevented && this.mark("sending"));
    });
    listen(this.field, "statim:saved", (event) => this.wasSaved(event.detail));
    listen(window, "beforeunload", (event) => {
      if (this.field.dataset.unsaved === "yes") event.preventDefault();
    });
    this.flush();
    this.mark(this.field.dataset.notSaved === "yes" ? "yes" : "no");
  }

  mark(word) {
    this.field.dataset.unsaved = word;
    this.editor.root.dataset.unsaved = word;
  }

  changed() {
    this.generation += 1;
    this.stale = true;
    this.mark("yes");
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      this.flush();
      this.editor.fire("statim:changed", { generation: this.generation });
    }, REST);
  }

  // Writes the field now; answers its value.
  flush() {
    if (this.stale !== false) {
      const { outline, book, view } = this.editor;
      this.field.value = JSON.stringify({ sections: outline.write(view.state.doc), references: book.list() });
      this.field.dataset.generation = String(this.generation);
      this.stale = false;
    }
    return this.field.value;
  }

  // The page saved what the field held at `generation` (everything, where it does not say).
  wasSaved(detail) {
    this.saved = detail?.generation ?? this.generation;
    if (this.saved >= this.generation) this.mark("no");
  }

  end() {
    clearTimeout(this.resting);
    this.ending.abort();
  }
}
