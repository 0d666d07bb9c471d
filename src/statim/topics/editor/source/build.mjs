// Builds the editor's one file, and lists the licences of what it carries beside it.
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const to = process.argv[2] ?? join(here, "..", "..", "static", "topics");
const made = await build({
  absWorkingDir: here,
  entryPoints: ["main.js"],
  outfile: join(to, "editor.js"),
  bundle: true,
  minify: true,
  charset: "utf8",
  format: "iife",
  globalName: "StatimEditor",
  target: ["chrome115", "firefox115", "safari16.4"],
  legalComments: "none",
  banner: { js: "/* Statim's topic editor, AGPL-3.0-or-later. Built by `make editor`; the licences of what it carries: editor.licences.txt */" },
  metafile: true,
  logLevel: "warning",
});

const names = new Set();
for (const input of Object.keys(made.metafile.inputs)) {
  const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
  if (found) names.add(found[1]);
}
const parts = [];
for (const name of [...names].sort()) {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const text = await readFile(join(folder, "LICENSE"), "utf8");
  parts.push(`${name} ${version} (${license})\n\n${text.trim()}\n`);
}
await writeFile(join(to, "editor.licences.txt"), `${parts.join("\n----\n\n")}`);
