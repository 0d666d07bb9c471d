/* Reviewing by keyboard, and without losing one's place: J and K go on and back, C confirms, A asks
   for a change. A verdict is sent by fetch and the page's own pieces are put in place of the old
   ones. Without this each button is a form that brings the same page back at the same statement. */

const page = () => document.querySelector("[data-review-page]");
const items = () => [...document.querySelectorAll("[data-judge]")];
let at = -1;

function go(to) {
  const all = items();
  if (!all.length) return;
  at = Math.max(0, Math.min(to, all.length - 1));
  all[at].focus({ preventScroll: true });
  all[at].scrollIntoView({ block: "center" });
}

function current() {
  const focused = document.activeElement?.closest("[data-judge]");
  if (focused) at = items().indexOf(focused);
  return items()[at];
}

async function send(form, button) {
  const body = new FormData(form);
  body.set("go", button.value);
  const place = body.get("statement");
  const answer = await fetch(form.action || location.pathname, { method: "POST", body });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const renewed = fresh.querySelector("[data-review-page]");
  if (!renewed || !page()) { location.reload(); return; }
  // what is half written in other forms outlives it (comments.js)
  page().dispatchEvent(new CustomEvent("statim:renewing", { bubbles: true, detail: { sent: form } }));
  page().replaceWith(document.adoptNode(renewed));
  page().dispatchEvent(new CustomEvent("statim:renewed", { bubbles: true }));
  if (!place) return;
  const stood = items().findIndex((item) => item.dataset.judge === place);
  const refused = items()[stood]?.querySelector("[role=alert]");
  go(refused || button.value !== "confirm" ? stood : stood + 1);
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest(".judge");
  if (!form || !event.submitter) return;
  event.preventDefault();
  send(form, event.submitter).catch(() => location.reload());
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const key = event.key.toLowerCase();
  if (!["j", "k", "c", "a"].includes(key) || !page()) return;
  const here = current();
  if (key === "j") go(at + 1);
  else if (key === "k") go(at - 1);
  else if (key === "c") here?.querySelector("[data-confirm]")?.click();
  else if (here?.querySelector("[data-ask]")) {
    here.querySelector("details").open = true;
    here.querySelector("textarea").focus();
  } else return;
  event.preventDefault();
});
