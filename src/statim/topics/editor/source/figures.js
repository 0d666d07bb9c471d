// A figure: its picture is sent to the site, which answers what it is; alt text and source are
// asked for beside it, because a figure without them is not published.
import { post } from "./asking.js";
import { insertFigure } from "./kinds.js";
import { make } from "./making.js";

const ENDINGS = { "image/png": "png", "image/jpeg": "jpg", "image/webp": "webp" };
const FIELDS = [
  ["alt", "What it shows, for those who do not see it", true],
  ["source", "Source: whose picture it is", true],
  ["licence", "Licence, where the source does not say it", false],
];

export function figureView(editor) {
  return (first, view, getPos) => {
    let node = first;
    const image = make("img", { alt: "" });
    const missing = make("p", { class: "te-missing", role: "status" });
    const inputs = FIELDS.map(([name, label, isNeeded]) => {
      const input = make("input", {
        type: "text", maxlength: "1000", required: isNeeded,
        on: { input: (event) => change({ [name]: event.target.value.replace(/\s+/g, " ").trimStart() }), change: (event) => change({ [name]: event.target.value.trim() }) },
      });
      return { name, input, row: make("label", {}, label, input) };
    });
    const remove = make("button", { type: "button", class: "te-button te-worded", on: { click: takeOut } }, "Take the figure out");
    const frame = make("div", { class: "te-figure", contenteditable: "false" }, image, make("div", { class: "te-fields" }, ...inputs.map((one) => one.row), missing, remove));
    const contentDOM = make("div", { class: "te-caption" });
    const dom = make("div", { class: "s figured", role: "group", "aria-label": "Figure" }, frame, contentDOM);

    function change(said) {
      view.dispatch(view.state.tr.setNodeAttribute(getPos(), "figure", { ...node.attrs.figure, ...said }));
    }
    function takeOut() {
      const pos = getPos();
      const point = editor.outline.blank();
      const children = [];
      node.forEach((child) => child.type.spec.isStatement && children.push(child));
      view.dispatch(view.state.tr.replaceWith(pos, pos + node.nodeSize, [point, ...children]));
      view.focus();
    }
    function draw() {
      const figure = node.attrs.figure ?? {};
      dom.dataset.statement = node.attrs.id;
      const address = `${editor.settings.figureAt}${figure.media}.${ENDINGS[figure.type]}`;
      if (image.getAttribute("src") !== address) image.src = address;
      image.width = figure.width;
      image.height = figure.height;
      image.alt = figure.alt ?? "";
      for (const { name, input } of inputs) {
        if (document.activeElement !== input) input.value = figure[name] ?? "";
        if (name !== "licence") input.setAttribute("aria-invalid", String(!figure[name]));
      }
      const lacks = FIELDS.filter(([name, , isNeeded]) => isNeeded && !figure[name]).map(([name]) => (name === "alt" ? "a text for those who do not see it" : "its source"));
      missing.textContent = lacks.length ? `It still needs ${lacks.join(" and ")}.` : "";
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

export function chooseFigure(editor) {
  const { view, settings, field, say, tell } = editor;
  const input = make("input", { type: "file", accept: Object.keys(ENDINGS).join(","), "aria-label": "Picture" });
  input.addEventListener("change", async () => {
    const form = new FormData();
    form.append("picture", input.files[0]);
    say("Sending the picture …");
    try {
      const said = await post(settings.figures, form, field);
      insertFigure({ media: said.media, type: said.type, width: said.width, height: said.height, alt: "", source: "", licence: "" })(view.state, view.dispatch);
      say("The picture is there. Say what it shows and whose it is.");
    } catch (error) {
      tell("The picture was not taken", [error.message]);
    }
  });
  input.click();
}
