/* Saves the topic form by itself while somebody writes, says so, and warns before leaving with
   anything unsaved. What is refused stays in the form. Without this the Save button does it all. */

const form = document.querySelector("form[data-autosave]");
const QUIET = 4000; // ms without a change before it is saved
const APART = 20000; // and so long at least between two saves
const RENEW = 5 * 60 * 1000; // the lock is kept for longer than this

if (form) {
  const status = form.querySelector("[data-saved]");
  const revision = form.querySelector("[data-revision]");
  let changed = form.hasAttribute("data-unsaved");
  let timer = 0;
  let last = 0;
  let saving = false;
  let stopped = false;
  let held = 0;

  const say = (words) => { status.textContent = words; };

  const ask = (address, body) =>
    fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });

  async function hold() {
    if (Date.now() - held < RENEW) return;
    held = Date.now();
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    const answer = await ask(form.dataset.hold, body).catch(() => null);
    if (answer && answer.status === 409) say((await answer.json()).refused);
  }

  async function save(now = false) {
    if (saving || stopped || !changed) return;
    const wait = last + APART - Date.now();
    if (wait > 0 && now !== true) { plan(wait); return; }
    saving = true;
    changed = false;
    last = Date.now();
    say("Saving …");
    const sent = new FormData(form);
    const text = form.querySelector("[data-topic-editor]");
    const generation = Number(text?.dataset.generation ?? 0);
    const settled = [...form.querySelectorAll("[name=settled]:checked")];
    try {
      const answer = await ask(form.dataset.autosave, sent);
      const told = await answer.json();
      if (answer.ok) {
        revision.value = told.revision;
        for (const box of settled) box.closest(".choice").remove();
        form.querySelectorAll("[name=settled]").forEach((box, place) => { box.value = place; });
        say(`Saved at ${told.saved}`);
        text?.dispatchEvent(new CustomEvent("statim:saved", { detail: { generation } }));
        text?.dispatchEvent(new CustomEvent("statim:findings", { detail: told.findings }));
        draw(told.findings);
      } else {
        changed = true;
        stopped = Boolean(told.late);
        say(`Not saved: ${told.refused}`);
      }
    } catch {
      changed = true;
      say("Not saved: the site does not answer. Your text is still here.");
    }
    saving = false;
    if (changed && !stopped) plan(APART);
  }

  // the list of what the checks find, beside the text
  function draw(findings) {
    const list = document.querySelector("[data-findings]");
    if (!list) return;
    const rows = findings.map((finding) => {
      const row = document.createElement("li");
      row.textContent = finding.words;
      return row;
    });
    if (!rows.length) {
      const row = document.createElement("li");
      row.textContent = "Nothing to look at.";
      rows.push(row);
    }
    list.replaceChildren(...rows);
  }

  form.addEventListener("statim:comments", async (event) => {
    if (document.querySelector("[data-talk=side]")) return; // comments.js shows it beside the text
    await save(true);
    if (!changed) location.assign(`${form.dataset.comments}?statement=${event.detail.statement}`);
  });

  function plan(after) {
    clearTimeout(timer);
    timer = setTimeout(() => save(), after);
  }

  function touched() {
    changed = true;
    if (!stopped) say("Not saved yet");
    hold();
    plan(QUIET);
  }

  form.addEventListener("input", touched);
  document.addEventListener("statim:changed", touched);
  form.addEventListener("submit", () => { changed = false; clearTimeout(timer); });
  addEventListener("pagehide", () => {
    if (!held) return;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.set("go", "release");
    navigator.sendBeacon(form.dataset.hold, body);
    held = 0;
  });
  addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}
