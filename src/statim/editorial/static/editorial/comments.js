/* Comments beside the text and under the statements of a review: what is said stays on the page,
   so that nothing half written is lost. Without this each form leads back to the same place. */

const talkOf = (element) => element.closest("[data-talk]");
const changed = (field) => field.value.trim() !== "" && field.value !== field.defaultValue;
const written = (place) => [...place.querySelectorAll("textarea[id]")].filter(changed);
const same = (page, talk) => page.querySelector(`[data-talk="${CSS.escape(talk.dataset.talk)}"]`);

// what is half written in a piece of the page, but for the form that was sent, by its field's id
const remember = (piece, sent) => written(piece).filter((field) => !sent.contains(field)).map(({ id, value }) => [id, value]);

function restore(kept) {
  for (const [id, value] of kept) {
    const field = document.getElementById(id);
    if (!field) continue;
    field.value = value;
    const around = field.closest("details");
    if (around) around.open = true;
  }
}

function tell(form, words) {
  const said = form.querySelector("[role=alert]") ?? document.createElement("p");
  said.className = "error";
  said.setAttribute("role", "alert");
  said.textContent = words;
  form.prepend(said);
}

// how many open comments each statement has, for the marks in the text
function count(talk) {
  const field = document.querySelector("textarea[data-topic-editor]");
  if (!field || talk.dataset.talk !== "side") return;
  const counts = {};
  for (const { dataset } of talk.querySelectorAll("[data-at]")) {
    if (dataset.at) counts[dataset.at] = (counts[dataset.at] ?? 0) + 1;
  }
  field.dispatchEvent(new CustomEvent("statim:comment-counts", { detail: counts }));
}

async function send(form, button) {
  const talk = talkOf(form);
  const body = new FormData(form, button);
  const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Beside": "1" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = answer.ok && same(page, talk);
  if (!fresh) {
    tell(form, page.querySelector("main [role=alert]")?.textContent.trim() || "It was not kept. Reload the page and try again.");
    return;
  }
  const put = document.adoptNode(fresh);
  const kept = remember(talk, form);
  talk.replaceWith(put);
  restore(kept);
  count(put);
  const last = [...put.querySelectorAll(".thread")].pop() ?? put.querySelector("summary");
  if (last) { last.tabIndex = last.tabIndex < 0 ? -1 : last.tabIndex; last.focus({ preventScroll: true }); }
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-talk-form]");
  if (!form || !talkOf(form)) return;
  event.preventDefault();
  send(form, event.submitter).catch(() => tell(form, "It was not kept: the site does not answer."));
});

let kept = [];
document.addEventListener("statim:renewing", (event) => { kept = remember(event.target, event.detail.sent); });
document.addEventListener("statim:renewed", () => restore(kept));

addEventListener("beforeunload", (event) => {
  if ([...document.querySelectorAll("[data-talk]")].some((talk) => written(talk).length)) event.preventDefault();
});

// the mark at a statement in the text leads to what is said of it, or to saying something
document.addEventListener("statim:comments", (event) => {
  const talk = document.querySelector("[data-talk=side]");
  if (!talk) return;
  const said = talk.querySelector(`[data-at="${CSS.escape(event.detail.statement)}"]`);
  const say = talk.querySelector("[data-say]");
  say.open = true;
  say.querySelector("select").value = event.detail.statement;
  (said ?? say).scrollIntoView({ block: "nearest" });
  say.querySelector("textarea").focus({ preventScroll: Boolean(said) });
});
