// What is kept on this device, as a list, with the ways to empty it; and notes that wait to be sent.
const frame = document.querySelector("[data-kept]");
const status = frame?.querySelector("[data-kept-status]");
const device = () => globalThis.statimDevice;

function made(name, words = "", attributes = {}) {
  const element = document.createElement(name);
  element.textContent = words;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function button(words, act, look = "button quiet small") {
  const element = made("button", words, { type: "button", class: look });
  element.addEventListener("click", async () => {
    await act();
    await show();
  });
  return element;
}

function plain(markup) {
  return new DOMParser().parseFromString(markup, "text/html").body.textContent;
}

function lineOf(page) {
  const item = document.createElement("li");
  const words = document.createElement("span");
  words.append(made("a", plain(page.title), { href: page.path }), document.createElement("br"));
  words.append(made("span", `kept copy ${page.age}`, { class: "hint" }));
  for (const said of page.said) {
    words.append(document.createElement("br"), made("strong", said, { class: "kept-mark" }));
  }
  item.append(words);
  return item;
}

function noteLine(note) {
  const item = document.createElement("li");
  const id = `waiting-${note.id}`;
  const words = document.createElement("div");
  words.className = "kept-note";
  words.append(made("label", `Note on ${note.title}, not sent yet`, { for: id }));
  const area = made("textarea", note.fields.text, { id, rows: "3", maxlength: "4000" });
  words.append(area);
  const acts = document.createElement("p");
  acts.className = "row";
  if (note.refusal) {
    words.append(made("p", note.refusal, { class: "notice alert", role: "note" }));
    const again = (seen) => device().ask("send again", { id: note.id, text: area.value, seen });
    acts.append(button("Send again", () => again(false), "button small"));
    if (note.seal) acts.append(button("Send as it is", () => again(true)));
  } else {
    area.readOnly = true;
  }
  acts.append(button("Delete", async () => {
    if (confirm("Delete this note for good?")) await device().ask("discard note", { id: note.id });
  }));
  words.append(acts);
  item.append(words);
  return item;
}

async function show() {
  const [held, notes] = await Promise.all([device().ask("held"), device().ask("notes")]);
  const pages = held.pages.sort((a, b) => a.title.localeCompare(b.title));
  const count = pages.length === 1 ? "1 page is" : `${pages.length} pages are`;
  status.textContent = held.off ? "Nothing is kept on this device." : `${count} kept on this device.`;
  frame.querySelector("[data-kept-pages]")?.replaceChildren(...pages.map(lineOf));
  frame.querySelector("[data-kept-notes]")?.replaceChildren(...notes.map(noteLine));
  const acts = frame.querySelector("[data-kept-acts]");
  const empty = async () => {
    const loss = notes.length ? ` ${notes.length} unsent of your notes will be lost.` : "";
    if (confirm(`Remove every page that is kept on this device?${loss}`)) await device().ask("empty");
  };
  const stop = async () => {
    const loss = notes.length ? ` ${notes.length} unsent of your notes will be lost.` : "";
    const asked = `Remove what is kept, and keep nothing on this device from now on?${loss}`;
    if (confirm(asked)) await device().ask("keep", { on: false });
  };
  acts.replaceChildren(
    ...(held.off
      ? [button("Keep pages again", () => device().ask("keep", { on: true }), "button")]
      : [button("Empty it", empty, "button"), button("Keep nothing here", stop, "button quiet")]),
  );
}

const begin = () => show().catch(() => {});
if (frame) {
  document.addEventListener("statim-device", begin);
  if (navigator.serviceWorker?.controller) addEventListener("load", begin);
}
