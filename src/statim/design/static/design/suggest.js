// As you type: a list of topics under every search box, by the ARIA combobox pattern. Without this
// file the box is a plain form. "/" goes to the box; the arrows choose, Enter opens, Escape closes.
const told = JSON.parse(document.body.dataset.words ?? "{}"); // what this says, in another language
const tell = (text) => told[text] ?? text;
const MOST_KEPT = 60;
const SAID_AFTER = 500; // ms of rest before the count is announced
const kept = new Map();

async function ask(address, query, signal) {
  const asked = `${address}?q=${encodeURIComponent(query)}`;
  if (!kept.has(asked)) {
    const answer = await fetch(asked, { signal, headers: { Accept: "application/json" } });
    if (!answer.ok) return [];
    kept.set(asked, (await answer.json()).results);
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value);
  }
  return kept.get(asked);
}

function make(tag, className, text = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

function optionOf(result, id) {
  const option = make("a", "suggestion");
  option.href = result.address;
  option.id = id;
  option.role = "option";
  option.tabIndex = -1;
  option.ariaSelected = "false";
  if (result.match === "typo") option.append(make("span", "because", tell("did you mean")), " ");
  if (result.match === "meaning") option.append(make("span", "because", tell("search for")), " ");
  option.append(make("span", "name", result.title));
  if (result.also) option.append(" ", make("span", "because", tell("for %s").replace("%s", () => result.also)));
  if (result.specialty) option.append(" ", make("span", "place", result.specialty));
  return option;
}

function follow(input) {
  const form = input.form;
  const list = make("div", "suggestions");
  list.id = `${input.id}-suggestions`;
  list.role = "listbox";
  list.ariaLabel = tell("Topics");
  list.hidden = true;
  const said = make("div", "unseen");
  said.role = "status";
  form.append(list, said);
  input.role = "combobox";
  input.ariaExpanded = "false";
  input.ariaAutoComplete = "list";
  input.setAttribute("aria-controls", list.id);

  let chosen = -1;
  let asking = null;
  let saying = 0;

  function close() {
    asking?.abort();
    list.hidden = true;
    input.ariaExpanded = "false";
    choose(-1);
    announce("");
  }

  function announce(words) {
    clearTimeout(saying);
    if (words) saying = setTimeout(() => (said.textContent = words), SAID_AFTER);
    else said.textContent = "";
  }

  function choose(place) {
    const options = list.children;
    if (options[chosen]) options[chosen].ariaSelected = "false";
    chosen = place;
    const option = options[chosen];
    if (option) {
      option.ariaSelected = "true";
      option.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", option.id);
    } else input.removeAttribute("aria-activedescendant");
  }

  function show(results) {
    choose(-1);
    list.replaceChildren(...results.map((one, n) => optionOf(one, `${list.id}-${n}`)));
    list.hidden = results.length === 0;
    input.ariaExpanded = String(!list.hidden);
    const topics = results.filter((one) => one.match !== "meaning").length;
    const count = topics === 1 ? tell("1 topic") : tell("%n topics").replace("%n", () => topics);
    const more = topics < results.length ? tell(", and other meanings") : "";
    announce(list.hidden ? tell("No topic is named so. Enter searches the text of all pages.") : `${count}${more}. ${tell("Choose with the arrow keys.")}`);
  }

  async function typed() {
    asking?.abort();
    const query = input.value.trim();
    if (query.length < 2) return close();
    asking = new AbortController();
    const { signal } = asking;
    try {
      const results = await ask(input.dataset.suggest, query, signal);
      if (!signal.aborted && document.activeElement === input) show(results);
    } catch {
      if (!signal.aborted) close(); // offline: the form still works
    }
  }

  input.addEventListener("input", typed);
  input.addEventListener("keydown", (event) => {
    const count = list.hidden ? 0 : list.children.length;
    if (event.isComposing) return;
    if (event.key === "Escape" && count) close();
    else if (event.key === "ArrowDown" && !count) typed();
    else if (event.key === "ArrowDown") choose(chosen + 1 < count ? chosen + 1 : -1);
    else if (event.key === "ArrowUp" && count) choose(chosen < 0 ? count - 1 : chosen - 1);
    else if (event.key === "Enter" && list.children[chosen] && count) list.children[chosen].click();
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse") event.preventDefault(); // the box keeps the focus
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) close();
  });
  form.addEventListener("submit", close);
}

const boxes = [...document.querySelectorAll("input[data-suggest]")];
boxes.forEach(follow);

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  const box = boxes.find((one) => one.checkVisibility());
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});
