// Keeps pages for reading without network, by the service worker. Without this file, or where the
// browser has no such thing, everything is as it was.
const workers = window.isSecureContext ? navigator.serviceWorker : undefined;
const stored = document.documentElement.hasAttribute("data-stored");

// Ask the service worker; rejects where there is none.
function ask(what, said = {}) {
  return new Promise((resolve, reject) => {
    if (!workers?.controller) {
      reject(new Error("nothing is kept in this browser"));
      return;
    }
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => {
      if ("error" in data) reject(new Error(data.error));
      else resolve(data.value);
    };
    workers.controller.postMessage({ ask: what, ...said }, [port2]);
  });
}
globalThis.statimDevice = { ask, stored };
const quietly = (what, said) => ask(what, said).catch(() => null);

async function begin() {
  await workers.register("/service-worker.js", { updateViaCache: "none" });
  if (!workers.controller) {
    await new Promise((resolve) => {
      workers.addEventListener("controllerchange", resolve, { once: true });
    });
    if (!location.search) await quietly("keep page", { path: location.pathname });
  }
  document.dispatchEvent(new Event("statim-device"));
  if (!stored && document.querySelector('.masthead a[href^="/account/sign-in/"]')) {
    await quietly("signed out");
  }
}

// a stored copy on the screen, and the network is back: say what became of the page

async function renew() {
  await quietly("contact");
  const banner = document.querySelector("[data-stored-copy]");
  if (!banner) return;
  const said = (await quietly("marks", { path: banner.dataset.path })) ?? [];
  const list = banner.querySelector("[data-stored-marks]");
  list.replaceChildren(...said.map((line) => {
    const item = document.createElement("li");
    item.textContent = line;
    return item;
  }));
  list.hidden = !said.length;
  if (said.length) banner.classList.replace("alert", "danger");
  if (banner.querySelector("[data-renew]")) return;
  const way = document.createElement("p");
  way.innerHTML = `<a data-renew href="${banner.dataset.path}">Read the page as it stands now</a>`;
  const there = await fetch("/healthz", { cache: "no-store" }).catch(() => null);
  if (there?.ok) banner.append(way);
}

// signing out empties what is personal here: not before its writer knows of unsent notes

async function leave(form) {
  const left = await quietly("send");
  const notes = left === 1 ? "1 note was" : `${left} notes were`;
  const asked = `${notes} not sent yet. Signing out deletes what was not sent from this device.`;
  if (!left || confirm(asked)) form.submit();
}

if (workers) {
  addEventListener("load", () => setTimeout(() => begin().catch(() => {}), 0));
  addEventListener("online", renew);
  setInterval(() => {
    if (stored && !document.hidden) renew();
  }, 30000);
  document.addEventListener("submit", (event) => {
    if (!workers.controller || event.target.getAttribute("action") !== "/account/sign-out/") return;
    event.preventDefault();
    leave(event.target);
  });
}
