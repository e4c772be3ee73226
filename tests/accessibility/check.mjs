// Opens every page of a folder in a headless browser and prints what is wrong with it, as JSON.
// Usage: node check.mjs CHROMIUM FOLDER
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createRequire } from "node:module";
import puppeteer from "puppeteer-core";

const [, , executablePath, folder] = process.argv;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SIZES = [[1280, 800], [900, 800], [360, 740]];
const args = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
];
const browser = await puppeteer.launch({ executablePath, args });
const found = [];
let opened = 0;
for (const name of readdirSync(folder).filter((name) => name.endsWith(".html")).sort()) {
  const address = pathToFileURL(join(folder, name)).href;
  for (const [width, height] of SIZES) {
    for (const scheme of ["light", "dark"]) {
      const page = await browser.newPage();
      const tell = (what) => found.push({ name, width, scheme, what });
      await page.setViewport({ width, height });
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      page.on("request", (request) => request.url() === address || tell(`asks for ${request.url()}`));
      page.on("console", (message) => tell(`says ${message.text()}`));
      page.on("pageerror", (error) => tell(`fails with ${error}`));
      await page.goto(address);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > width) tell(`is ${wide} pixels wide`);
      const over = await page.evaluate(() => [...document.querySelectorAll(".card table, .card figure")].filter((inner) => {
        const card = inner.closest(".card").getBoundingClientRect();
        return inner.scrollWidth > inner.clientWidth + 1 || inner.getBoundingClientRect().right > card.right + 1;
      }).length);
      if (over) tell(`has ${over} tables or figures that leave their card`);
      const top = await page.evaluate(() => document.querySelector("main h2").getBoundingClientRect().bottom);
      if (top > 1.5 * height) tell(`shows nothing of its content before ${top} pixels`);
      await page.evaluate(axe);
      const { violations, passes } = await page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations", "passes"] }));
      if (passes.length < 10) tell(`was hardly looked at: ${passes.length} rules passed`);
      for (const rule of violations) tell(`${rule.id}: ${rule.help}: ${rule.nodes.slice(0, 3).map((node) => node.html).join(" | ")}`);
      opened += 1;
      await page.close();
    }
  }
}
for (const format of ["A4", "Letter"]) {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(join(folder, "full.html")).href);
  const pdf = await page.pdf({ format, preferCSSPageSize: true });
  const pages = Buffer.from(pdf).toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  if (pages < 2 || pages > 4) found.push({ name: "full.html", what: `prints on ${pages} pages of ${format}` });
  await page.close();
}
await browser.close();
console.log(JSON.stringify({ opened, found }, null, 1));
