import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { buildConsole } from "./harness/build.ts";

jest.setTimeout(120_000);

const KB = 1_000;

/** What the page asks for before it can be used, by following its own references. */
function eagerFiles(dist: string): readonly string[] {
  const html = readFileSync(join(dist, "index.html"), "utf8");
  const found = new Set(
    [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((m) => m[1] ?? ""),
  );
  for (const file of found) {
    if (!file.endsWith(".js")) continue;
    const code = readFileSync(join(dist, file), "utf8");
    for (const [, name] of code.matchAll(/(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g)) {
      found.add(`/assets/${name}`);
    }
  }
  return [...found];
}

const weight = (dist: string, files: readonly string[]) =>
  files.reduce(
    (sum, file) => sum + gzipSync(readFileSync(join(dist, file)), { level: 9 }).length,
    0,
  );

test("the console weighs no more than was promised", async () => {
  const dist = await buildConsole();
  const eager = eagerFiles(dist);
  const js = eager.filter((file) => file.endsWith(".js"));
  const css = eager.filter((file) => file.endsWith(".css"));
  expect(js.length).toBeGreaterThan(0);
  expect(css.length).toBeGreaterThan(0);
  expect(weight(dist, js)).toBeLessThanOrEqual(300 * KB);
  expect(weight(dist, css)).toBeLessThanOrEqual(25 * KB);
});

test("another language is fetched only when asked for, and is small", async () => {
  const dist = await buildConsole();
  const catalogs = readdirSync(join(dist, "assets")).filter((file) =>
    /^(en|es)-.*\.js$/.test(file),
  );
  expect(catalogs).toHaveLength(2);
  for (const file of catalogs) {
    expect(eagerFiles(dist)).not.toContain(`/assets/${file}`);
    expect(weight(dist, [`/assets/${file}`])).toBeLessThanOrEqual(30 * KB);
  }
});

test("the page holds nothing that its security policy would refuse", async () => {
  const written = readFileSync(join(await buildConsole(), "index.html"), "utf8");
  const html = written.replaceAll(/<!--[\s\S]*?-->/g, "");
  expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/i);
  const scripts = [...html.matchAll(/<script\b[^>]*>([^<]*)/g)].map(([, inline]) => inline?.trim());
  expect(scripts.length).toBeGreaterThan(0);
  expect(scripts.filter((inline) => inline !== "")).toEqual([]);
});
