// HOME TEXTS PLAIN PLANTED: reads folders of Markdown files, lints each file in memory and prints {"version",
// "documents", "seconds", "findings"} of TEXTS and, as "planted", how many terms more it finds in PLANTED than in PLAIN.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [home, ...folders] = process.argv.slice(2);
process.chdir(home); // it looks for its rules from here
const require = createRequire(join(home, "package.json"));
const { createLinter, loadTextlintrc } = require("textlint");
const descriptor = await loadTextlintrc();
if (!descriptor.rule.allDescriptors.length) throw new Error("textlint found no rules");
const linter = createLinter({ descriptor });
const read = (folder) => readdirSync(folder).sort().map((name) => readFileSync(join(folder, name), "utf8"));
const [texts, plain, planted] = folders.map(read);

async function lint(chosen) {
  const rules = []; // that found something, once for each finding
  for (const text of chosen) rules.push(...(await linter.lintText(text, "piece.md")).messages.map((one) => one.ruleId));
  return rules;
}

const terms = async (chosen) => (await lint(chosen)).filter((rule) => rule === "terminology").length;

await lint(texts.slice(0, 3)); // so that everything is loaded and compiled
const before = process.cpuUsage();
const findings = (await lint(texts)).length;
const used = process.cpuUsage(before);
console.log(
  JSON.stringify({
    version: require("textlint/package.json").version,
    documents: texts.length,
    seconds: (used.user + used.system) / 1e6,
    findings,
    planted: (await terms(planted)) - (await terms(plain)),
  }),
);
