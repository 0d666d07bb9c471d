// Stored copies of pages: taken from what the network just answered, shown where it does not.
const TOPIC = /^\/topics\/[-\w]+\/$/;
const OWN_LISTS = ["/account/bookmarks/", "/account/notes/"];
const ARTICLE = /<article[^>]* data-topic="([^"]+)" data-edition="(\d+)"/;
const READER = /<\w+[^>]* data-reader="([0-9a-f]+)"/;
const MAIN = '<main id="main" tabindex="-1">';

const isKept = (path) => TOPIC.test(path) || OWN_LISTS.includes(path);
const escaped = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
const inWords = (moment) =>
  new Date(moment).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });

// Without advertisement, meter and the secrets of forms: none of them belongs into a copy.
function plainCopy(text) {
  return text
    .replace(/<link [^>]*href="[^"]*\/sponsors\/[^"]*"[^>]*>/g, "")
    .replace(/<aside [^>]*data-sponsor[^>]*>[^]*?<\/aside>/g, "")
    .replace(/<script [^>]*src="[^"]*\/sponsors\/[^"]*"[^>]*><\/script>/g, "")
    .replace(/<p class="meter">[^]*?<\/p>/g, "")
    .replace(/(name="csrfmiddlewaretoken" value=")[^"]*/g, "$1");
}

async function keep(path, answer, before) {
  const type = answer.headers.get("Content-Type") ?? "";
  if (!answer.ok || answer.redirected || !type.startsWith("text/html") || !isKept(path)) return;
  if ((await one("facts", "off")) === true) return;
  const text = await answer.text();
  if (before !== departures) return;
  const article = ARTICLE.exec(text);
  const reader = READER.exec(text)?.[1] ?? "";
  if (TOPIC.test(path) ? !article : !reader) return;
  if (reader) await belongsTo(reader);
  else await emptyPersonalPages(); // nobody is signed in here any more
  const copy = plainCopy(text);
  const name = reader ? PERSONAL : PAGES;
  const headers = new Headers(answer.headers);
  for (const gone of ["Content-Encoding", "Content-Length", "Set-Cookie"]) headers.delete(gone);
  await (await caches.open(name)).put(path, new Response(copy, { headers }));
  await put("held", {
    path, topic: article?.[1] ?? "", edition: Number(article?.[2] ?? 0),
    title: /<title>([^<]*)<\/title>/.exec(text)?.[1].replace(/ · [^·]*$/, "") ?? path,
    due: /data-date="review-due" datetime="([-\d]+)"/.exec(text)?.[1] ?? "",
    overdue: text.includes("data-overdue"), personal: Boolean(reader), stored: Date.now(),
    lines: [], marks: [], checked: Date.now(),
  });
  await keepParts(copy);
  await makeRoom();
}

async function keepParts(text) {
  const kept = await caches.open(PARTS);
  const named = [...text.matchAll(/(?:src|href)="(\/(?:static|media)\/[^"]+)"/g)].map((m) => m[1]);
  for (const address of new Set(named)) {
    if (await kept.match(address)) continue;
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok) await kept.put(address, answer);
  }
}

// The oldest go first; bookmarked pages are fetched again.
async function makeRoom() {
  const pages = (await all("held")).sort((a, b) => a.stored - b.stored);
  for (const page of pages.slice(0, Math.max(0, pages.length - MOST_PAGES))) await forget(page);
}

async function forget(page) {
  await (await caches.open(page.personal ? PERSONAL : PAGES)).delete(page.path);
  await drop("held", page.path);
}

// shown without network

async function storedAnswer(url, request) {
  const page = request.method === "GET" ? await one("held", url.pathname) : undefined;
  const copy = page && (await (await caches.open(page.personal ? PERSONAL : PAGES)).match(page.path));
  if (!copy) return instead(request.method === "GET" ? NOT_HERE : NOT_SENT, 503);
  if (isOld(page) && url.searchParams.get("old") !== "shown") return instead(tooOld(page), 200);
  const text = (await copy.text())
    .replace("<html ", "<html data-stored ")
    .replace("<title>", "<title>Stored copy: ")
    .replace(MAIN, `${MAIN}${banner(page)}`);
  return new Response(text, { headers: copy.headers });
}

// A clock that was set back tells no age: such a copy counts as old.
const age = (page) => Math.floor((Date.now() - page.stored) / DAY);
const isOld = (page) => age(page) >= SITE.days || Date.now() < page.stored - 3600000;

function inDays(page) {
  const days = age(page);
  if (days < 0) return "of unknown age";
  if (days === 0) return "less than a day old";
  return days === 1 ? "1 day old" : `${days} days old`;
}

function known(page) {
  const today = new Date().toISOString().slice(0, 10);
  const late = page.due && page.due < today && !page.overdue && !page.marks.includes("overdue");
  const said = late ? [`Review overdue: it was due on ${inWords(page.due)}.`] : [];
  return [...page.lines, ...said];
}

function banner(page) {
  const lines = known(page).map((line) => `<li>${escaped(line)}</li>`).join("");
  const grave = page.marks.some((mark) => mark !== "overdue") || isOld(page);
  const which = page.edition ? ` of edition ${page.edition}` : "";
  return (
    `<div class="notice stored ${grave ? "danger" : "alert"}" role="note" data-stored-copy` +
    ` data-path="${escaped(page.path)}"><p><strong>Stored copy, ${inDays(page)}.</strong> This site` +
    ` could not be reached. You are reading the copy${which} that this device kept on` +
    ` ${inWords(page.stored)}; what came since ${inWords(page.checked)} is not known here.</p>` +
    `<ul data-stored-marks${lines ? "" : " hidden"}>${lines}</ul></div>`
  );
}

const NOT_HERE =
  "<h1>No network</h1><p>This site could not be reached, and this page is not kept on this" +
  " device. What is kept can be read below.</p>";
const NOT_SENT =
  "<h1>Not sent</h1><p>This site could not be reached, so nothing was sent or saved. Go back:" +
  " what you typed is still in its form. Try again when the network is back.</p>";

function tooOld(page) {
  const lines = known(page).map((line) => `<li>${escaped(line)}</li>`).join("");
  return (
    `<div class="notice danger" role="alert" data-old-copy><h1>This copy is ${inDays(page)}</h1>` +
    `<p><strong>${page.title}</strong> was kept on this device on ${inWords(page.stored)}. Copies` +
    ` of ${SITE.days} days and more may say what is no longer held to be right, so it is not shown` +
    ` before you have read this. Check elsewhere before you act on it.</p><ul>${lines}</ul>` +
    `<p><a class="button" href="${escaped(page.path)}?old=shown">Show the old copy all the` +
    " same</a></p></div>"
  );
}

async function instead(said, status) {
  const shell = await caches.match(SITE.page, { cacheName: SHELL });
  if (!shell) return Response.error();
  const text = (await shell.text())
    .replace("<html ", "<html data-stored ")
    .replace(/<!--slot:offline-->[^]*?<!--\/slot-->/, () => said);
  return new Response(text, { status, headers: shell.headers });
}
