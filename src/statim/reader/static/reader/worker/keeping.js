// What this device keeps, and for whom: one small database beside the browser's caches.
// `held`: a row for each stored page. `outbox`: notes written without network, in their order.
// `facts`: single values (whose the personal pages are, whether anything is kept at all).
const PAGES = "statim-pages"; // read without signing in
const PERSONAL = "statim-personal"; // emptied on signing out and on another account
const PARTS = "statim-parts"; // styles, scripts and pictures that stored pages need
const SHELL = "statim-shell";
const MOST_PAGES = 300;
const DAY = 86400000;

let opened = null;
let departures = 0; // what was asked for before somebody left is not kept after it

function database() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open("statim", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("held", { keyPath: "path" });
      asked.result.createObjectStore("outbox", { keyPath: "id", autoIncrement: true });
      asked.result.createObjectStore("facts");
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => {
      opened = null;
      reject(asked.error);
    };
  });
  return opened;
}

// One request in one transaction; resolves once it is written for good.
async function rows(store, mode, act) {
  const base = await database();
  return new Promise((resolve, reject) => {
    const transaction = base.transaction(store, mode, { durability: "strict" });
    const asked = act(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(asked.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

const all = (store) => rows(store, "readonly", (s) => s.getAll());
const one = (store, key) => rows(store, "readonly", (s) => s.get(key));
const put = (store, value, key) => rows(store, "readwrite", (s) => s.put(value, key));
const drop = (store, key) => rows(store, "readwrite", (s) => s.delete(key));
const clear = (store) => rows(store, "readwrite", (s) => s.clear());

async function emptyPersonalPages() {
  await caches.delete(PERSONAL);
  for (const page of await all("held")) if (page.personal) await drop("held", page.path);
}

// Signing out, or another account: nothing of the one before stays, unsent notes neither.
async function emptyPersonal() {
  departures += 1;
  await emptyPersonalPages();
  await clear("outbox");
  await drop("facts", "reader");
}

async function emptyAll() {
  await emptyPersonal();
  await Promise.all([caches.delete(PAGES), caches.delete(PARTS), clear("held")]);
}

async function belongsTo(reader) {
  const before = await one("facts", "reader");
  if (before && before !== reader) await emptyPersonal();
  if (before !== reader) await put("facts", reader, "reader");
}
