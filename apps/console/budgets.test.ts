import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { buildConsole } from "./harness/build.ts";

jest.setTimeout(120_000);

const KB = 1_000;

/** A browser fetches six at a time: four turns. */
const SCREEN_FILES_MAX = 24;

/** What the page asks for before it can be used. */
function eagerFiles(dist: string): readonly string[] {
  const html = readFileSync(join(dist, "index.html"), "utf8");
  const named = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((m) => m[1] ?? "");
  return reachedFrom(dist, named);
}

/** These files and all that they import, by following their own references. */
function reachedFrom(dist: string, files: readonly string[]): readonly string[] {
  const found = new Set(files);
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

test("a screen that was not shown yet is a few small files more", async () => {
  const dist = await buildConsole();
  const assets = readdirSync(join(dist, "assets"));
  const common = eagerFiles(dist).concat(
    assets.filter((file) => /^(signs|shared)-.*\.js$/.test(file)).map((file) => `/assets/${file}`),
  );
  const screens = assets.filter((file) => /-screen-[^/]+\.js$/.test(file));
  expect(screens.length).toBeGreaterThan(50);
  const tooMuch = screens
    .map((screen) => {
      const files = reachedFrom(dist, [`/assets/${screen}`]);
      const own = files.filter((file) => !common.includes(file));
      return { screen, files: own.length, weight: weight(dist, own) };
    })
    .filter(({ files, weight }) => files > SCREEN_FILES_MAX || weight > 60 * KB);
  expect(tooMuch).toEqual([]);
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
