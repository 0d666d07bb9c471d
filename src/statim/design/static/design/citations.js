// Shows a citation's reference beside it: on hover, on focus, on a tap. Without this file the
// citation is a link to the list. WCAG 1.4.13: Escape closes, the pointer may move onto the
// preview, and it stays until pointer or focus leaves.
const preview = document.createElement("div");
preview.className = "preview";
preview.id = "citation-preview";
preview.role = "tooltip";
preview.hidden = true;
document.body.append(preview);

let shownFor = null;
let leaving = 0;
let touched = false;

function fill(cite) {
  const item = document.getElementById(cite.hash.slice(1));
  if (!item) return false;
  const parts = item.querySelectorAll(".entry, .retraction, .ref-links");
  preview.replaceChildren(...[...parts].map((part) => part.cloneNode(true)));
  // Keyboard readers find these links in the list, one Enter away; here they would only be
  // more stops between two citations.
  for (const link of preview.querySelectorAll("a")) link.tabIndex = -1;
  return true;
}

function place(cite) {
  const at = cite.getBoundingClientRect();
  const edge = 16;
  const left = Math.min(at.left, document.documentElement.clientWidth - preview.offsetWidth - edge);
  const below = at.bottom + 6;
  const fits = below + preview.offsetHeight < window.innerHeight;
  const top = fits ? below : Math.max(edge, at.top - preview.offsetHeight - 6);
  preview.style.left = `${Math.max(edge, left) + window.scrollX}px`;
  preview.style.top = `${top + window.scrollY}px`;
}

function show(cite) {
  clearTimeout(leaving);
  if (shownFor === cite) return;
  hide();
  if (!fill(cite)) return;
  preview.hidden = false;
  place(cite);
  cite.setAttribute("aria-describedby", preview.id);
  shownFor = cite;
}

function hide() {
  clearTimeout(leaving);
  preview.hidden = true;
  shownFor?.removeAttribute("aria-describedby");
  shownFor = null;
}

function hideSoon() {
  clearTimeout(leaving);
  leaving = setTimeout(hide, 250);
}

const citeAt = (event) => event.target.closest?.("a[data-cite]");

document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  const cite = citeAt(event);
  if (cite) show(cite);
  else if (preview.contains(event.target)) clearTimeout(leaving);
  else if (shownFor && shownFor !== document.activeElement) hideSoon();
});
document.addEventListener("pointerdown", (event) => {
  touched = event.pointerType === "touch";
  if (shownFor && !citeAt(event) && !preview.contains(event.target)) hide();
});
document.addEventListener("focusin", (event) => {
  const cite = citeAt(event);
  if (cite && !touched) show(cite);
});
document.addEventListener("focusout", (event) => {
  if (citeAt(event) === shownFor && !preview.matches(":hover")) hideSoon();
});
document.addEventListener("click", (event) => {
  const cite = citeAt(event);
  if (!cite) return;
  if (touched && shownFor !== cite) {
    event.preventDefault(); // the first tap shows, the second goes to the list
    show(cite);
  } else hide();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && shownFor) hide();
});
