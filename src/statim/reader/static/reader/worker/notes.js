// Notes written without network: kept until the site has taken them, each under a key of its own,
// so that one whose answer was lost is taken once. Sent in their order, by nobody else but here.
let sending = null;

async function keepNote(note) {
  const reader = await one("facts", "reader");
  if (reader && reader !== note.reader) throw new Error("another account is signed in");
  await belongsTo(note.reader);
  await put("outbox", { ...note, refusal: "", seal: "", at: Date.now() });
  self.registration.sync?.register("notes").catch(() => {});
  sendNotes();
}

// Of the account that is signed in on this device, and of no other.
async function waitingNotes() {
  const reader = await one("facts", "reader");
  return (await all("outbox")).filter((note) => note.reader === reader);
}

function sendNotes() {
  sending ??= sendAll().finally(() => {
    sending = null;
  });
  return sending;
}

async function sendAll() {
  if (!(await all("outbox")).length) return;
  const headers = { Accept: "application/json" };
  const who = await fetch("/account/notes/device/", { headers, cache: "no-store" }).catch(() => null);
  if (!who?.ok || who.redirected) return; // no network, or signed out: they stay
  const { reader, token } = await who.json();
  await belongsTo(reader);
  for (;;) {
    const note = (await all("outbox")).find((each) => !each.refusal);
    if (!note || !(await sendOne(note, token, headers))) return;
  }
}

// Whether the next may follow: it was taken, or refused for a reason that its writer must see.
async function sendOne(note, token, headers) {
  const body = new URLSearchParams({ ...note.fields, key: note.key, reader: note.reader });
  body.set("csrfmiddlewaretoken", token);
  const answer = await fetch("/account/notes/new/", { method: "POST", headers, body }).catch(() => null);
  if (!answer || answer.redirected) return false;
  const said = await answer.json().catch(() => null);
  if (answer.ok && said?.saved !== undefined) {
    await drop("outbox", note.id);
    return true;
  }
  const refusal = said?.refusal ?? said?.said;
  if (!refusal) return false;
  await put("outbox", { ...note, refusal, seal: said.seal ?? "" });
  return true;
}

// Its writer changed it, or saw what it was refused for (`seen`). Other words are another note.
async function sendAgain({ id, text, seen }) {
  const note = await one("outbox", id);
  if (!note) return;
  const fields = { ...note.fields, text, seen: seen && text === note.fields.text ? note.seal : "" };
  const key = text === note.fields.text ? note.key : crypto.randomUUID();
  await put("outbox", { ...note, fields, key, refusal: "", seal: "" });
  await sendNotes();
}
