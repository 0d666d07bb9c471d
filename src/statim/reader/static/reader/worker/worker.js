// The service worker: asks the network first, always; where it does not answer, shows what is kept.
// It never touches the desk, advertisements, or an answer that was a refusal.
const LEAVING = ["/account/sign-out/", "/account/delete/"];
const MANY = 40; // pages asked about in one request
const BETWEEN = 30000; // milliseconds between two questions that nobody asked for
const LISTS_BETWEEN = 600000;

self.addEventListener("install", (event) => {
  // the desk goes by, where the browser can be told so: a draft, and a lock that is given back as a
  // page closes, are no business of this worker
  const desk = { condition: { urlPattern: { pathname: "/desk/*" } }, source: "network" };
  event.waitUntil(Promise.all([install(), event.addRoutes?.(desk)]));
});
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("sync", (event) => event.waitUntil(sendNotes().then(unlessWaiting)));

async function install() {
  const shell = await caches.open(SHELL);
  const answer = await fetch(SITE.page, { credentials: "omit", cache: "no-store" });
  if (!answer.ok) throw new Error(`${SITE.page}: ${answer.status}`);
  const text = await answer.clone().text();
  await shell.put(SITE.page, answer);
  await keepParts(text);
  await self.skipWaiting();
}

async function activate() {
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

async function unlessWaiting() {
  if ((await all("outbox")).some((note) => !note.refusal)) throw new Error("not sent yet");
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (url.pathname.startsWith("/desk/")) {
    // the browser asks before this worker runs: what it got is used, or it would ask twice
    const asked = request.mode === "navigate" && request.method === "GET";
    if (asked) event.respondWith(straight(event));
    return;
  }
  if (request.mode === "navigate") event.respondWith(navigate(event, url));
  else if (request.method === "GET" && /^\/(static|media)\//.test(url.pathname)) {
    event.respondWith(part(request));
  }
});

async function part(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(request.url, { cacheName: PARTS });
    if (kept) return kept;
    throw error;
  }
}

async function straight(event) {
  return (await event.preloadResponse?.catch(() => null)) ?? fetch(event.request);
}

async function navigate(event, url) {
  const { request } = event;
  if (request.method === "POST" && LEAVING[0] === url.pathname) await emptyPersonal();
  const before = departures;
  let answer;
  try {
    answer = await straight(event);
  } catch {
    return storedAnswer(url, request);
  }
  if ([502, 503, 504].includes(answer.status) && request.method === "GET") {
    if (await one("held", url.pathname)) return storedAnswer(url, request);
  }
  event.waitUntil(after(request, url, answer.clone(), before).catch(() => {}));
  return answer;
}

async function after(request, url, answer, before) {
  if (request.method === "POST" && url.pathname === LEAVING[1] && answer.status === 200) {
    if (!(await signedIn())) await emptyPersonal();
  }
  if (request.method === "GET" && !url.search) await keep(url.pathname, answer, before);
  await contact();
}

async function signedIn() {
  const headers = { Accept: "application/json" };
  const answer = await fetch("/account/notes/device/", { headers, cache: "no-store" });
  return answer.status !== 401;
}

// at each contact: send what waits, learn what became of what is kept, renew one's own lists

let asking = null;

function contact(now = false) {
  asking ??= inContact(now).finally(() => {
    asking = null;
  });
  return asking;
}

async function inContact(now) {
  await sendNotes();
  const last = (await one("facts", "asked")) ?? 0;
  if (!now && Math.abs(Date.now() - last) < BETWEEN) return;
  const topics = (await all("held")).filter((page) => page.topic);
  for (let i = 0; i < topics.length; i += MANY) await askAbout(topics.slice(i, i + MANY));
  await put("facts", Date.now(), "asked");
  const listed = (await one("facts", "listed")) ?? 0;
  if (Math.abs(Date.now() - listed) > LISTS_BETWEEN) await renewLists();
}

// Without a name: no cookie goes with it.
async function askAbout(pages) {
  const held = pages.map((page) => `${page.topic}:${page.edition}`).join(",");
  const address = `/offline/standing?held=${encodeURIComponent(held)}`;
  const answer = await fetch(address, { credentials: "omit", cache: "no-store" });
  if (!answer.ok) throw new Error(answer.status);
  const told = (await answer.json()).held;
  for (const page of pages) {
    const stands = told[`${page.topic}:${page.edition}`];
    const row = await one("held", page.path);
    if (!stands || row?.edition !== page.edition) continue;
    await put("held", { ...row, lines: stands.lines, marks: stands.marks, checked: Date.now() });
  }
}

async function renewLists() {
  if (!(await one("facts", "reader"))) return;
  await put("facts", Date.now(), "listed");
  for (const path of OWN_LISTS) await fetchCopy(path);
  const list = await caches.match(OWN_LISTS[0], { cacheName: PERSONAL });
  const text = list ? await list.text() : "";
  const marked = [...text.matchAll(/href="(\/topics\/[-\w]+\/)" data-bookmark/g)].map((m) => m[1]);
  for (const path of marked.slice(0, 100)) {
    const page = await one("held", path);
    if (!page?.personal || page.marks.includes("superseded") || isOld(page)) await fetchCopy(path);
  }
}

async function fetchCopy(path) {
  const before = departures;
  const answer = await fetch(path, { headers: { Accept: "text/html" }, cache: "no-cache" });
  await keep(path, answer, before);
}

// what pages of the site ask for

const ANSWERS = {
  contact: async () => contact(true),
  "keep page": async ({ path }) => isKept(path) && !(await one("held", path)) && fetchCopy(path),
  "keep note": async ({ note }) => keepNote(note),
  notes: waitingNotes,
  send: async () => (await sendNotes(), (await waitingNotes()).length),
  "send again": sendAgain,
  "discard note": async ({ id }) => drop("outbox", id),
  held: async () => ({
    pages: (await all("held")).map((page) => ({ ...page, said: known(page), age: inDays(page) })),
    off: (await one("facts", "off")) === true, days: SITE.days,
  }),
  marks: async ({ path }) => known((await one("held", path)) ?? { lines: [], marks: [] }),
  "signed out": emptyPersonalPages,
  empty: emptyAll,
  keep: async ({ on }) => {
    if (!on) await emptyAll();
    await put("facts", !on, "off");
  },
};

self.addEventListener("message", (event) => {
  const [port] = event.ports;
  const act = ANSWERS[event.data?.ask];
  if (!act || !port) return;
  const done = act(event.data).then(
    (value) => port.postMessage({ value: value ?? null }),
    (error) => port.postMessage({ error: String(error) }),
  );
  event.waitUntil(done);
});
