// Compiles a folder's MJML files with npm's mjml and prints {"version", "seconds", "pages"}: processor seconds of one
// compilation of the first file (the median of its rounds, after a warm-up), and the HTML of each.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [home, folder] = process.argv.slice(2);
const require = createRequire(join(home, "package.json"));
const loaded = require("mjml");
const compile = loaded.default ?? loaded;
const [warmUp, rounds] = [3, 40];

async function seconds(source) {
  const before = process.cpuUsage();
  await compile(source);
  const used = process.cpuUsage(before);
  return (used.user + used.system) / 1e6;
}

const sources = readdirSync(folder).sort().map((name) => readFileSync(join(folder, name), "utf8"));
const taken = [];
for (let round = 0; round < warmUp + rounds; round += 1) taken.push(await seconds(sources[0]));
const median = taken.slice(warmUp).sort((a, b) => a - b)[Math.floor(rounds / 2)];
const pages = [];
for (const source of sources) pages.push((await compile(source)).html);
console.log(JSON.stringify({ version: require("mjml/package.json").version, seconds: median, pages }));
