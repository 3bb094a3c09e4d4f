// Reads a folder of Markdown files, lints each in memory and prints {"version", "documents", "seconds", "findings"}.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [home, folder] = process.argv.slice(2);
process.chdir(home); // it looks for its rules from here
const require = createRequire(join(home, "package.json"));
const { createLinter, loadTextlintrc } = require("textlint");
const descriptor = await loadTextlintrc();
if (!descriptor.rule.allDescriptors.length) throw new Error("textlint found no rules");
const linter = createLinter({ descriptor });
const texts = readdirSync(folder).sort().map((name) => readFileSync(join(folder, name), "utf8"));

async function lint(chosen) {
  let findings = 0;
  for (const text of chosen) findings += (await linter.lintText(text, "piece.md")).messages.length;
  return findings;
}

await lint(texts.slice(0, 10)); // so that everything is loaded and compiled
const before = process.cpuUsage();
const findings = await lint(texts);
const used = process.cpuUsage(before);
const version = require("textlint/package.json").version;
console.log(JSON.stringify({ version, documents: texts.length, seconds: (used.user + used.system) / 1e6, findings }));
