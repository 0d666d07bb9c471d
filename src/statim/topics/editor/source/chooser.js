// A box to find one thing by typing: the ARIA combobox with a list. Up, Down, Home, End, Enter,
// Escape; the count is announced. It holds no knowledge of what is found.
import { freshId, make, placeBox } from "./making.js";

const REST = 120; // ms without a key before asking

export class Chooser {
  // ask(query, signal) → [{ name, more, warning, choose() }]; `always` are entries that stand below
  constructor({ root, label, hint, ask, always = () => [], onClose }) {
    Object.assign(this, { root, ask, always, onClose, options: [], chosen: -1 });
    const id = freshId("list");
    this.input = make("input", {
      type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", placeholder: hint,
      "aria-label": label, "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list",
      on: { input: () => this.typed(), keydown: (event) => this.key(event) },
    });
    this.list = make("div", { role: "listbox", id, "aria-label": label, class: "te-list", hidden: true });
    this.status = make("p", { role: "status", class: "te-status" });
    this.box = make("div", { class: "te-box te-chooser", role: "dialog", "aria-label": label }, this.input, this.list, this.status);
    this.box.addEventListener("focusout", (event) => {
      if (this.open && !this.box.contains(event.relatedTarget) && document.hasFocus()) this.close("left");
    });
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
  }

  openAt(rectangle, query = "") {
    this.open = true;
    this.at = rectangle;
    this.root.append(this.box);
    placeBox(this.box, this.root, rectangle);
    this.input.value = query;
    this.input.focus();
    this.typed();
  }

  close(how) {
    if (!this.open) return;
    this.open = false;
    this.asking?.abort();
    clearTimeout(this.resting);
    this.box.remove();
    this.onClose(how, this.input.value);
  }

  typed() {
    clearTimeout(this.resting);
    this.asking?.abort();
    const query = this.input.value.trim();
    this.resting = setTimeout(() => this.look(query), query ? REST : 0);
  }

  async look(query) {
    this.asking = new AbortController();
    const { signal } = this.asking;
    let found = [];
    let said = "";
    try {
      if (query) found = await this.ask(query, signal);
    } catch (error) {
      if (signal.aborted) return;
      said = error.message;
    }
    if (!signal.aborted && this.open) this.show(found, query, said);
  }

  show(found, query, said) {
    this.options = [...found, ...this.always(query, found)];
    this.list.replaceChildren(...this.options.map((one, place) => this.option(one, place)));
    this.list.hidden = !this.options.length;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.choose(found.length ? 0 : -1);
    const count = found.length === 1 ? "1 found." : `${found.length} found.`;
    this.status.textContent = said || (query ? (found.length ? `${count} Choose with the arrow keys.` : "Nothing found.") : "");
    placeBox(this.box, this.root, this.at);
  }

  option({ name, more, warning, action }, place) {
    return make(
      "div",
      {
        role: "option", id: `${this.list.id}-${place}`, "aria-selected": "false", class: action ? "te-option te-action" : "te-option",
        on: { click: () => this.take(place) },
      },
      make("span", { class: "te-name" }, name),
      more ? make("span", { class: "te-more" }, more) : null,
      warning ? make("span", { class: "te-warning" }, warning) : null,
    );
  }

  choose(place) {
    this.list.children[this.chosen]?.setAttribute("aria-selected", "false");
    this.chosen = place;
    const option = this.list.children[place];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    return this.input.setAttribute("aria-activedescendant", option.id);
  }

  take(place) {
    const option = this.options[place];
    if (!option) return;
    if (!option.staysOpen) this.close("chosen");
    option.choose();
  }

  key(event) {
    if (event.isComposing) return;
    const count = this.options.length;
    const next = {
      ArrowDown: () => this.choose(count ? (this.chosen + 1) % count : -1),
      ArrowUp: () => this.choose(count ? (this.chosen <= 0 ? count : this.chosen) - 1 : -1),
      Enter: () => this.take(this.chosen),
      Escape: () => this.close("escape"),
      Tab: () => this.close("escape"),
    }[event.key];
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    next();
  }
}
