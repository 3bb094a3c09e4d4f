// Compiles a folder's MJML files with npm's mjml, as its input asks, line by line: a number compiles the first file so
// many times and prints the processor seconds of each; "pages" prints {"version", "pages"}: the HTML of every file.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";

const [home, folder] = process.argv.slice(2);
const require = createRequire(join(home, "package.json"));
const loaded = require("mjml");
const compile = loaded.default ?? loaded;
const sources = readdirSync(folder).sort().map((name) => readFileSync(join(folder, name), "utf8"));

async function seconds(source) {
  const before = process.cpuUsage();
  await compile(source);
  const used = process.cpuUsage(before);
  return (used.user + used.system) / 1e6;
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line === "pages") {
    const pages = [];
    for (const source of sources) pages.push((await compile(source)).html);
    console.log(JSON.stringify({ version: require("mjml/package.json").version, pages }));
  } else {
    const taken = [];
    for (let round = 0; round < Number(line); round += 1) taken.push(await seconds(sources[0]));
    console.log(JSON.stringify(taken));
  }
}
