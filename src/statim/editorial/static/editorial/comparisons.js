/* A comparison at the desk: the plot follows what is typed; rows are added; a table copied from a
   spreadsheet is spread over the cells. Without this, "Show without saving" does the same. */

const form = document.querySelector("#comparison[data-shown]");
const REST = 600; // ms without a key before the plot is asked for

function follow(place) {
  let asked = 0;
  let waiting = 0;
  const ask = async () => {
    const mine = (asked += 1);
    try {
      const answer = await fetch(form.dataset.shown, { method: "POST", body: new FormData(form), headers: { "X-Beside": "yes" } });
      const words = await answer.text();
      if (mine === asked && answer.ok) show(place, words);
    } catch {
      // the plot stays as it was; saving says what is wrong
    }
  };
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, REST);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
}

function show(place, words) {
  const open = new Set([...place.querySelectorAll("details[open] > summary")].map((one) => one.textContent));
  const page = new DOMParser().parseFromString(words, "text/html");
  for (const one of page.querySelectorAll("details")) {
    one.open = open.has(one.firstElementChild.textContent) || one.matches(".ev-plot");
  }
  place.replaceChildren(...page.body.childNodes);
}

function row(table) {
  const last = table.tBodies[0].lastElementChild;
  const made = last.cloneNode(true);
  const number = Number(last.firstElementChild.textContent) + 1;
  made.firstElementChild.textContent = String(number);
  for (const input of made.querySelectorAll("input")) {
    input.value = "";
    input.name = input.name.replace(/^cell-\d+/, `cell-${number}`);
    input.setAttribute("aria-label", input.getAttribute("aria-label").replace(/^Row \d+/, `Row ${number}`));
  }
  last.after(made);
  return made;
}

const cellsOf = (line) => [...line.querySelectorAll("input")];

function spread(table, from, text) {
  const lines = text.replace(/\r/g, "").replace(/\n+$/, "").split("\n").map((line) => line.split("\t"));
  if (lines.length < 2 && lines[0].length < 2) return false;
  const start = from.closest("tr");
  const column = cellsOf(start).indexOf(from);
  const isNamed = lines[0][0].trim().toLowerCase() === "study";
  if (isNamed) {
    const field = document.querySelector("#f-pasted"); // it names its columns: taken as a table
    field.value = text;
    field.closest("details").open = true;
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    return true;
  }
  let line = start;
  lines.forEach((values, place) => {
    if (place) line = line.nextElementSibling ?? row(table);
    const cells = cellsOf(line);
    values.forEach((value, n) => {
      if (cells[column + n]) cells[column + n].value = value.trim();
    });
  });
  from.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

if (form) {
  const table = form.querySelector("[data-studies]");
  const place = form.querySelector("[data-shown-here]");
  follow(place);
  for (const plot of place.querySelectorAll(".ev-plot")) plot.open = true;
  form.querySelector("[data-more]").addEventListener("click", (event) => {
    event.preventDefault();
    row(table).querySelector("input").focus();
  });
  table.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (event.target.matches("input") && spread(table, event.target, text)) event.preventDefault();
  });
  form.elements.kind.addEventListener("change", () => form.querySelector("[name=go][value=show]:not([data-more])")?.click());
}
