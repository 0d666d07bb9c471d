// The form's value (sections of statements, as the server writes them) to the editor's document
// and back. What nobody touched goes back as it came, byte for byte.
import { comparisonSaid, studiedBy } from "./compared.js";
import { isStatement, newId } from "./schema.js";
import { htmlOf, textOf, wordsFrom } from "./words.js";

const KNOWN = ["id", "kind", "text", "html", "cites", "certainty", "verified", "children", "term", "strength", "strength_reason", "table", "figure", "comparison"];
const TYPES = { definition: "entry", abbreviation: "entry", table: "tabled", figure: "figured", comparison: "compared" };

export class Outline {
  constructor(schema, book) {
    this.schema = schema;
    this.book = book;
    this.came = new Map(); // id → what came for it: its own nodes, and its JSON
  }

  // sections → document
  read(sections) {
    this.came.clear();
    const rows = [];
    sections.forEach((section, place) => {
      const level = [2, 3, 4].includes(section.level) ? section.level : 2;
      const isLead = !place && !section.heading && level === 2 && section.statements.length;
      if (!isLead) rows.push(this.schema.node("heading", { level }, section.heading ? this.schema.text(section.heading) : null));
      for (const one of section.statements) rows.push(this.statement(one));
    });
    return this.schema.node("doc", null, rows.length ? rows : [this.blank()]);
  }

  blank(kind = "point") {
    return this.schema.node("point", { id: newId(), kind }, this.schema.node("words"));
  }

  statement(said) {
    const { nodes } = this.schema;
    const type = nodes[TYPES[said.kind] ?? "point"];
    const words = nodes.words.create(null, wordsFrom(this.schema, said.html, said.cites));
    const own = [words];
    if (type === nodes.entry) own.unshift(nodes.term.create(null, said.term ? this.schema.text(said.term) : null));
    if (type === nodes.tabled) own.push(this.table(said));
    const rest = Object.fromEntries(Object.entries(said).filter(([key]) => !KNOWN.includes(key)));
    const attrs = {
      id: said.id, kind: said.kind ?? "point", certainty: said.certainty ?? null,
      strength: said.strength ?? "", reason: said.strength_reason ?? "",
      verified: said.verified ?? null, said: Object.keys(rest).length ? rest : null,
    };
    if (type === nodes.figured) attrs.figure = said.figure ?? null;
    if (type === nodes.compared) Object.assign(attrs, { comparison: said.comparison ?? null, studied: studiedBy(said) });
    const made = type.create(attrs, [...own, ...said.children.map((child) => this.statement(child))]);
    if (said.id) this.came.set(said.id, { node: made, said });
    return made;
  }

  table({ table, cites }) {
    const { nodes } = this.schema;
    const row = (cells, isHead) => nodes.table_row.create(null, cells.map((cell, column) => {
      const type = isHead || (table.row_headers && column === 0) ? nodes.table_header : nodes.table_cell;
      return type.create(null, nodes.words.create(null, wordsFrom(this.schema, cell.html, cites)));
    }));
    const rows = [...(table.head.length ? [row(table.head, true)] : []), ...table.rows.map((cells) => row(cells, false))];
    return nodes.table.create(null, rows);
  }

  // document → sections
  write(doc) {
    const sections = [];
    doc.forEach((node) => {
      if (node.type.name === "heading") sections.push({ heading: node.textContent, level: node.attrs.level, statements: [] });
      else {
        if (!sections.length) sections.push({ heading: "", level: 2, statements: [] });
        sections.at(-1).statements.push(...this.said(node));
      }
    });
    return sections.filter((section) => section.heading || section.statements.length);
  }

  // A statement's JSON in a row of one; none where it says nothing at all.
  said(node) {
    const children = [];
    node.forEach((child) => {
      if (isStatement(child)) children.push(...this.said(child));
    });
    const came = this.came.get(node.attrs.id);
    if (came && sameOwn(came.node, node)) return [{ ...came.said, children }];
    if (!children.length && saysNothing(node)) return [];
    return [{ ...this.own(node), children }];
  }

  own(node) {
    const { attrs } = node;
    const parts = Object.fromEntries(ownParts(node).map((part) => [part.type.name, part]));
    const cites = [];
    const html = htmlOf(parts.words.content, cites);
    const said = {
      ...attrs.said, id: attrs.id, kind: attrs.kind, text: textOf(parts.words.content), html,
      cites, certainty: attrs.certainty, verified: attrs.verified, children: [],
    };
    if (parts.term) said.term = parts.term.textContent;
    if (attrs.strength) said.strength = attrs.strength;
    if (attrs.reason && attrs.strength) said.strength_reason = attrs.reason;
    if (parts.table) said.table = tableSaid(parts.table, cites);
    if (attrs.figure) said.figure = attrs.figure;
    if (attrs.comparison) said.comparison = comparisonSaid(attrs, cites);
    return said;
  }
}

function tableSaid(table, cites) {
  const rows = [];
  table.forEach((row) => {
    const cells = [];
    row.forEach((cell) => cells.push({ isHeader: cell.type.name === "table_header", text: textOf(cell.firstChild.content), html: htmlOf(cell.firstChild.content, cites) }));
    rows.push(cells);
  });
  const hasHead = rows.length > 1 && rows[0].every((cell) => cell.isHeader);
  const body = hasHead ? rows.slice(1) : rows;
  const bare = (cells) => cells.map(({ text, html }) => ({ text, html }));
  return {
    head: hasHead ? bare(rows[0]) : [],
    rows: body.map(bare),
    row_headers: body.length > 0 && body.every((cells) => cells.length > 1 && cells[0].isHeader),
  };
}

export function ownParts(node) {
  const parts = [];
  node.forEach((child) => {
    if (!isStatement(child)) parts.push(child);
  });
  return parts;
}

function sameOwn(one, other) {
  if (one.type !== other.type || !one.sameMarkup(other)) return false;
  const [before, after] = [ownParts(one), ownParts(other)];
  return before.length === after.length && before.every((part, n) => part.eq(after[n]));
}

export function saysNothing(node) {
  if (node.attrs.figure || node.attrs.comparison) return false;
  return ownParts(node).every((part) => !part.textContent && !hasLeaf(part));
}

function hasLeaf(part) {
  let found = false;
  part.descendants((node) => {
    found ||= ["citation", "number"].includes(node.type.name);
  });
  return found;
}
