// Copies the citation of the page, or of the statement whose bullet was pressed. Without this
// file the citation's words stand in "Cite this page", and a bullet is the statement's address.
const told = JSON.parse(document.body.dataset.words ?? "{}"); // what this says, in another language
const tell = (text) => told[text] ?? text;
const article = document.querySelector("article[data-topic]");
const details = document.querySelector("[data-cite-this]");
const words = details?.querySelector("[data-citation]");

function button(label, text, status) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button quiet small";
  made.textContent = label;
  made.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text());
      status.textContent = tell("Copied.");
    } catch {
      getSelection().selectAllChildren(words);
      status.textContent = tell("Not allowed here: select the words and copy them.");
    }
  });
  return made;
}

function live() {
  const status = document.createElement("span");
  status.role = "status";
  status.className = "copied";
  return status;
}

if (article && words) {
  const status = live();
  const row = document.createElement("p");
  row.className = "copy-row";
  row.append(button(tell("Copy citation"), () => words.textContent, status), status);
  words.after(row);

  const bar = document.createElement("span");
  bar.className = "copy-bar";
  const said = live();
  let current = "";
  bar.append(
    button(tell("Copy link"), () => new URL(`#${current}`, location.href).href, said),
    button(tell("Copy citation"), () => `${words.textContent}#${current}`, said),
    said,
  );
  article.addEventListener("click", (event) => {
    const self = event.target.closest("a[data-self]");
    if (!self) return;
    current = self.hash.slice(1);
    said.textContent = "";
    self.after(bar);
  });
}
