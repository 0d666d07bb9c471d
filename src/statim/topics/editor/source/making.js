// Making elements, without inline styles and without HTML in strings.

export function make(tag, attributes = {}, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") for (const [event, listen] of Object.entries(value)) made.addEventListener(event, listen);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...inside.filter((one) => one !== null && one !== undefined && one !== ""));
  return made;
}

const SHAPES = {
  cite: "M4 5h16v10H9l-5 4zM8 9h8M8 12h5",
  link: "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
  table: "M4 5h16v14H4zM4 10h16M4 14.5h16M10 5v14",
  number: "M5 12h14M9 8l-4 4 4 4M15 8l4 4-4 4M12 5v14",
  figure: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9h.01",
  nest: "M4 6h16M10 12h10M10 18h10M4 10l3 2.5L4 15",
  unnest: "M4 6h16M10 12h10M10 18h10M7 10l-3 2.5L7 15",
  up: "M12 19V5M6 11l6-6 6 6",
  down: "M12 5v14M6 13l6 6 6-6",
  undo: "M9 7L4 12l5 5M4 12h10a6 6 0 0 1 6 6",
  redo: "M15 7l5 5-5 5M20 12H10a6 6 0 0 0-6 6",
  help: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M9.5 9.5a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.1.9-1.1 1.7M12 16.5h.01",
  bin: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
};

export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "icon");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

let made = 0;
export const freshId = (word) => `te-${word}-${(made += 1)}`;

// Puts a box below a rectangle of the page (above, where there is no room), within the editor.
export function placeBox(box, root, at) {
  const frame = root.getBoundingClientRect();
  const width = box.offsetWidth;
  const room = document.documentElement.clientWidth;
  const left = Math.max(8, Math.min(at.left, room - width - 8));
  const below = at.bottom + 6;
  const fits = below + box.offsetHeight < window.innerHeight || at.top < box.offsetHeight + 12;
  box.style.left = `${left - frame.left}px`;
  box.style.top = `${(fits ? below : at.top - box.offsetHeight - 6) - frame.top}px`;
}
