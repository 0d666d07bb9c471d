// "This did not answer my question": sends the form without leaving the page. Without this file,
// or where sending fails, it is a plain form.
const told = JSON.parse(document.body.dataset.words ?? "{}"); // what this says, in another language
const tell = (text) => told[text] ?? text;
for (const form of document.querySelectorAll("[data-ask] form")) {
  const said = document.createElement("p");
  said.role = "status";
  form.after(said);

  function thank(receipt) {
    const link = document.createElement("a");
    link.href = receipt;
    link.textContent = tell("Your receipt");
    said.replaceChildren(tell("Thank you. The authors will see it. "), link, tell(": keep its address to look up the reply."));
    form.remove();
  }

  function warn({ errors, warning }) {
    said.className = "error";
    said.textContent = [warning, ...errors].filter(Boolean).join(" ");
    if (!warning || form.elements.seen) return;
    const seen = document.createElement("input");
    seen.type = "hidden";
    seen.name = "seen";
    seen.value = "1";
    form.append(seen);
    form.querySelector("button").textContent = tell("Send it as it is");
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      const sent = new URLSearchParams(new FormData(form));
      const answer = await fetch(form.action, { method: "POST", body: sent, headers: { Accept: "application/json" } });
      const told = await answer.json();
      if (answer.ok) return thank(told.receipt);
      warn(told);
    } catch {
      form.submit();
    }
    button.disabled = false;
  });
  form.elements.words.addEventListener("input", () => form.elements.seen?.remove());
}
