// The works that a topic cites: their records, their numbers in order of first citation, their
// names in the lists. Numbers are counted from the document, as the page will count them.

export class Book {
  constructor(items = [], notices = {}) {
    this.items = new Map(items.map((item) => [String(item.id), item]));
    this.given = new Set(this.items.keys()); // stay, cited or not, until the author takes them out
    this.notices = new Map(Object.entries(notices));
    this.numbers = new Map();
    this.uses = new Map();
  }

  // Counts anew. True where a number changed, or what cites what.
  count(doc) {
    const numbers = new Map();
    const uses = new Map();
    let place = 0;
    let statement = { id: "", place: 0 };
    const use = (cites) => {
      for (const { reference } of cites) {
        if (!numbers.has(reference)) numbers.set(reference, numbers.size + 1);
        const using = uses.get(reference) ?? uses.set(reference, []).get(reference);
        if (using.at(-1) !== statement) using.push(statement);
      }
    };
    const look = (node) => {
      if (node.type.spec.isStatement) statement = { id: node.attrs.id, place: (place += 1) };
      if (node.type.name === "citation") use(node.attrs.cites);
      node.forEach((child) => {
        look(child);
        if (node.attrs.studied && child.type.name === "words") use(node.attrs.studied.filter(Boolean)); // its studies, after its caption
      });
    };
    look(doc);
    const before = this.fingerprint();
    this.numbers = numbers;
    this.uses = uses;
    return before !== this.fingerprint();
  }

  fingerprint() {
    return JSON.stringify([[...this.numbers], [...this.uses].map(([key, using]) => [key, using.map((one) => one.id)])]);
  }

  // "(1)", "(1, 3)", with locators "(1; 2, p. 12)": as the page writes it.
  mark(cites) {
    const apart = cites.some((cite) => cite.locator) ? "; " : ", ";
    const said = cites.map(({ reference, locator }) => `${this.numbers.get(reference) ?? "?"}${locator ? `, ${locator}` : ""}`);
    return `(${said.join(apart)})`;
  }

  take(items) {
    for (const item of Array.isArray(items) ? items : []) {
      if (item && typeof item === "object" && item.id && !this.items.has(String(item.id))) this.items.set(String(item.id), item);
    }
  }

  // Takes works that came with a paste; answers their keys here, by the keys they came with.
  adopt(items) {
    const keys = new Map();
    for (const item of items) {
      const own = String(item.id);
      let key = own;
      const same = [...this.items].find(([, known]) => alike(known, item));
      if (same) key = same[0];
      else if (this.items.has(own)) key = this.freeKey();
      keys.set(own, key);
      if (!same) this.items.set(key, { ...item, id: key });
    }
    return keys;
  }

  freeKey() {
    let n = this.items.size + 1;
    while (this.items.has(`ref-${n}`)) n += 1;
    return `ref-${n}`;
  }

  note(key, notices) {
    if (notices?.length) this.notices.set(key, notices.map(noticeWords));
  }

  noticesOf(key) {
    return this.notices.get(key) ?? [];
  }

  drop(key) {
    this.given.delete(key);
    if (!this.numbers.has(key)) this.items.delete(key);
  }

  cited() {
    return [...this.numbers.keys()];
  }

  uncited() {
    return [...this.given].filter((key) => !this.numbers.has(key) && this.items.has(key));
  }

  // What the form sends: those that were given in their order, then the new ones that are cited.
  list() {
    const kept = [...this.items.keys()].filter((key) => this.given.has(key));
    const added = this.cited().filter((key) => !this.given.has(key) && this.items.has(key));
    return [...kept, ...added].map((key) => this.items.get(key));
  }

  short(key) {
    const item = this.items.get(key);
    if (!item) return `unknown work ${key}`;
    const people = item.author?.length ? item.author : (item.editor ?? []);
    const first = people[0];
    const name = first ? first.family || first.literal || first.given || "" : item.title || key;
    return [people.length > 1 ? `${name} et al.` : name, yearOf(item)].filter(Boolean).join(" ");
  }

  // The reference in words, close to how the page prints it (which the server does).
  printed(key) {
    const item = this.items.get(key);
    if (!item) return `No work has the key ${key}.`;
    if (item.custom?.partial && item.custom.raw) return String(item.custom.raw);
    const people = (item.author ?? []).map((one) => one.literal || [one.family, one.given].filter(Boolean).join(" "));
    const authors = people.length > 6 ? [...people.slice(0, 6), "et al"] : people;
    const where = [item["container-title"], item.publisher].filter(Boolean)[0] ?? "";
    const volume = item.volume ? `;${item.volume}${item.issue ? `(${item.issue})` : ""}${item.page ? `:${item.page}` : ""}` : item.page ? `:${item.page}` : "";
    const source = [where && `${where}`, `${yearOf(item)}${volume}`].filter(Boolean).join(" ");
    return [authors.join(", "), item.title, source].filter(Boolean).map((part) => `${String(part).replace(/\.$/, "")}.`).join(" ");
  }
}

// A notice in words: as it comes, or of {word, day}.
export function noticeWords(notice) {
  if (typeof notice === "string") return notice;
  const word = notice?.words ?? notice?.word ?? notice?.kind ?? "A notice stands against this work";
  return notice?.day ? `${word} (${notice.day})` : String(word);
}

function yearOf(item) {
  const part = item.issued?.["date-parts"]?.[0]?.[0] ?? item.issued?.literal ?? item.issued?.raw ?? "";
  return String(part);
}

function alike(one, other) {
  const doi = (item) => String(item.DOI ?? "").toLowerCase();
  return (doi(one) !== "" && doi(one) === doi(other)) || bare(one) === bare(other);
}

function bare({ id, ...rest }) {
  return JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
}
