// Notes written in place. Without this file every link and button here leads to a page with the
// same form. What is being typed is kept in this tab until it is saved (not beyond it: wards share
// computers), and comes back after a reload.
const told = JSON.parse(document.body.dataset.words ?? "{}"); // what this says, in another language
const tell = (text) => told[text] ?? text;
const section = document.querySelector("[data-notes][data-reader]");
const article = document.querySelector("article[data-topic]");
const reader = section?.dataset.reader ?? "";
const topic = article?.dataset.topic ?? "";
const asking = { Accept: "application/json" };

// unsaved words

const PREFIX = "statim-note ";
const prefix = () => `${PREFIX}${reader} ${topic} `;

function keyOf(form) {
  return prefix() + (form.dataset.noteKey ?? `new ${topic} `);
}

function keep(form) {
  const area = form.elements.text;
  const status = form.querySelector("[data-note-status]");
  try {
    if (area.value.trim() && area.value !== area.defaultValue) {
      const version = form.elements.version?.value ?? "";
      sessionStorage.setItem(keyOf(form), JSON.stringify({ text: area.value, version }));
      status.textContent = tell("Not saved yet; kept in this tab.");
    } else {
      sessionStorage.removeItem(keyOf(form));
      status.textContent = "";
    }
  } catch {
    status.textContent = tell("Not saved yet.");
  }
}

function kept(form) {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(form)) ?? "null");
  } catch {
    return null;
  }
}

function bringBack(form) {
  const words = kept(form);
  if (!words || form.elements.text.value === words.text) return false;
  form.elements.text.value = words.text;
  // the version that was opened then: a change made elsewhere since is not overwritten unseen
  if (words.version && form.elements.version) form.elements.version.value = words.version;
  form.querySelector("[data-note-status]").textContent = tell("Your unsaved words are back.");
  form.closest("details")?.setAttribute("open", "");
  return true;
}

function forgetOthers() {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX) && !key.startsWith(`${PREFIX}${reader} `)) {
      sessionStorage.removeItem(key);
    }
  }
}

// forms in place

async function fetchForm(address) {
  const answer = await fetch(address, { headers: asking });
  if (!answer.ok) throw new Error(answer.status);
  return (await answer.json()).form;
}

function made(markup) {
  const frame = document.createElement("div");
  frame.className = "note-frame";
  frame.innerHTML = markup; // the site's own form, escaped there
  return frame;
}

function after(link) {
  const paragraph = link.closest("p[data-statement]");
  return paragraph ?? link;
}

// Without network there is no form to fetch: the page's own, for this statement.
function formOffline(link) {
  const own = section?.querySelector(".note-write form");
  if (!own || link.matches("[data-note-edit]")) throw new Error("no form");
  const form = own.cloneNode(true);
  form.elements.statement.value = link.dataset.noteAdd;
  form.elements.text.value = form.elements.text.defaultValue = "";
  form.dataset.noteFor = link.dataset.noteAdd;
  form.dataset.noteKey = `new ${topic} ${link.dataset.noteAdd}`;
  for (const part of form.querySelectorAll("[id], [for], [aria-describedby]")) {
    for (const name of ["id", "for", "aria-describedby"]) {
      const value = part.getAttribute(name);
      if (value) part.setAttribute(name, `${value}-${link.dataset.noteAdd}`);
    }
  }
  return form.outerHTML;
}

async function open(link, { focus = true } = {}) {
  const shown = [...document.querySelectorAll(".note-frame")].find((f) => f.opener === link);
  if (shown) {
    shown.querySelector("textarea").focus();
    return;
  }
  const frame = made(await fetchForm(link.href).catch((error) => {
    if (error instanceof TypeError) return formOffline(link); // no network
    throw error;
  }));
  frame.opener = link;
  const note = link.closest("[data-note]");
  if (note) note.after(frame);
  else after(link).after(frame);
  const form = frame.querySelector("form");
  bringBack(form);
  if (focus) form.elements.text.focus();
}

function close(form, { focus = true } = {}) {
  const frame = form.closest(".note-frame");
  if (!frame) {
    form.reset();
    form.closest("details")?.removeAttribute("open");
    return;
  }
  const opener = frame.opener;
  frame.remove();
  if (focus) opener?.focus();
}

// sending

const NEW = "/account/notes/new/";
let sending = false;

async function send(form, button) {
  if (sending) return;
  sending = true;
  const address = button?.getAttribute("formaction") ?? form.getAttribute("action");
  const body = new URLSearchParams(new FormData(form));
  const isNew = address === NEW && form.matches("[data-note-form]");
  if (isNew) body.set("key", keyFor(form));
  try {
    const answer = await fetch(address, { method: "POST", headers: asking, body }).catch(() => null);
    if (answer) await take(form, answer);
    else if (!(isNew && (await leftToDevice(form, body)))) throw new Error("no network");
  } catch {
    say(form, tell("This could not be saved just now; your words are kept in this tab. Try again."));
  } finally {
    sending = false;
  }
}

// One key for one text: sent again because its answer was lost, the note is taken once.
function keyFor(form) {
  const text = form.elements.text.value;
  if (form.keyed?.text !== text) form.keyed = { text, key: crypto.randomUUID?.() ?? "" };
  return form.keyed.key;
}

// Without network: the browser keeps the note beside its stored pages and sends it once it can.
async function leftToDevice(form, body) {
  if (!body.get("key") || !body.get("text").trim() || !reader) return false;
  const fields = Object.fromEntries(body);
  delete fields.csrfmiddlewaretoken;
  delete fields.key;
  const title = document.querySelector("article[data-topic] h1").textContent;
  const note = { key: body.get("key"), reader, fields, title };
  const kept = await globalThis.statimDevice?.ask("keep note", { note }).then(() => true, () => false);
  if (!kept) return false;
  sessionStorage.removeItem(keyOf(form));
  close(form);
  await showWaiting();
  return true;
}

// Notes of this page that wait on this device, under the reader's own.
async function showWaiting() {
  const device = globalThis.statimDevice;
  const waiting = (await device?.ask("notes").catch(() => [])) ?? [];
  for (const old of document.querySelectorAll("[data-note-waiting]")) old.remove();
  for (const note of waiting.filter((each) => each.fields.topic === topic)) {
    const shown = document.createElement("div");
    shown.className = "note";
    shown.dataset.noteWaiting = note.fields.statement;
    const label = document.createElement("p");
    label.className = "note-label";
    label.textContent = note.refusal ? "Your note was not taken" : "Your note, not sent yet";
    const text = document.createElement("div");
    text.className = "note-text waiting";
    text.textContent = note.fields.text;
    const foot = document.createElement("p");
    foot.className = "note-foot";
    foot.textContent = note.refusal || "Kept on this device; it is sent when the network is back. ";
    const way = document.createElement("a");
    way.href = "/offline/";
    way.textContent = note.refusal ? " Mend it" : "What waits";
    foot.append(way);
    shown.append(label, text, foot);
    const link = note.fields.statement
      && document.querySelector(`[data-note-add="${CSS.escape(note.fields.statement)}"]`);
    if (link) after(link).after(shown);
    else section.querySelector(".note-write").before(shown);
  }
}

async function take(form, answer) {
  if (answer.status === 401) {
    say(form, tell("You are signed out. Your words are kept in this tab; sign in and come back."));
    return;
  }
  const said = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
  if (said.form) replace(form, said.form);
  else if (answer.ok) await done(form, said.saved);
  else say(form, said.said ?? tell("This form is too old; reload the page. Your words are kept."));
}

function say(form, words) {
  const status = form.querySelector("[data-note-status]");
  if (status) status.textContent = words;
  else alert(words);
}

function replace(form, markup) {
  const fresh = made(markup);
  const frame = form.closest(".note-frame");
  const key = form.dataset.noteKey;
  fresh.opener = frame?.opener;
  (frame ?? form).replaceWith(fresh);
  const again = fresh.querySelector("form");
  if (key) again.dataset.noteKey = key;
  const old = again.elements.text;
  const typed = old.value;
  old.defaultValue = "";
  old.value = typed;
  keep(again);
  again.querySelector("[data-note-refusal]")?.setAttribute("tabindex", "-1");
  again.querySelector("[data-note-refusal]")?.focus();
}

async function done(form, name) {
  if (form.elements.text) sessionStorage.removeItem(keyOf(form));
  if (!article) {
    location.reload();
    return;
  }
  const frame = form.closest(".note-frame");
  if (frame) frame.remove();
  else if (form.elements.text) form.reset();
  await refresh();
  const note = name && document.getElementById(`note-${name}`);
  if (note) {
    note.tabIndex = -1;
    note.focus({ preventScroll: true });
    note.scrollIntoView({ block: "nearest" });
  } else document.querySelector(".note-write > summary")?.focus();
}

// The server's own rendering of the notes, put where it belongs: no second template to go astray.
async function refresh() {
  const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const there = fresh.querySelector("article[data-topic]");
  if (!answer.ok || there?.dataset.edition !== article.dataset.edition) {
    location.reload(); // a new edition came out meanwhile
    return;
  }
  const top = fresh.querySelector("[data-notes][data-reader]");
  const write = document.querySelector(".note-write");
  const typed = write?.querySelector("textarea");
  if (typed && typed.value.trim()) top.querySelector(".note-write").replaceWith(write);
  document.querySelector("[data-notes][data-reader]").replaceWith(top);
  for (const old of article.querySelectorAll(".notes.here")) old.remove();
  for (const notes of fresh.querySelectorAll(".notes.here")) {
    const link = article.querySelector(`[data-note-add="${CSS.escape(notes.dataset.notes)}"]`);
    const frame = link && after(link).nextElementSibling;
    if (frame?.classList.contains("note-frame")) frame.after(notes);
    else if (link) after(link).after(notes);
  }
}

// what is pressed

document.addEventListener("click", async (event) => {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
  const link = event.target.closest("a[data-note-add], a[data-note-edit]");
  if (link) {
    event.preventDefault();
    try {
      await open(link);
    } catch {
      location.assign(link.href);
    }
    return;
  }
  const cancel = event.target.closest("[data-note-cancel]");
  const form = cancel?.closest("[data-note-form]");
  if (form) {
    sessionStorage.removeItem(keyOf(form));
    if (form.closest(".note-frame")) {
      event.preventDefault();
      close(form);
    }
  }
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-note-form], #note-acts")) return;
  if (!article && !form.closest(".note-frame")) return; // a page of its own: the form itself does
  const button = event.submitter;
  event.preventDefault();
  if (button?.matches("[data-note-delete]") && !confirm(tell("Delete this note for good?"))) return;
  send(form, button);
});

document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-note-form]");
  if (form && event.target.name === "text") keep(form);
});

// what was being typed when the page went away

async function resume() {
  forgetOthers();
  for (const form of document.querySelectorAll("[data-note-form]")) bringBack(form);
  const start = prefix();
  for (const key of Object.keys(sessionStorage).filter((k) => k.startsWith(start))) {
    const [what, ...rest] = key.slice(start.length).split(" ");
    const name = rest.at(-1);
    if (!name) continue;
    const kind = what === "edit" ? "edit" : "add";
    const link = document.querySelector(`[data-note-${kind}="${CSS.escape(name)}"]`);
    if (link) await open(link, { focus: false }).catch(() => {});
  }
}

if (article) resume();
if (section) {
  if (navigator.serviceWorker?.controller) showWaiting();
  document.addEventListener("statim-device", showWaiting);
  addEventListener("online", async () => {
    await globalThis.statimDevice?.ask("send").catch(() => {});
    if (!globalThis.statimDevice?.stored) await refresh().catch(() => {});
    await showWaiting();
  });
}
