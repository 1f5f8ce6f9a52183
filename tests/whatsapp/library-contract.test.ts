import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ROOT } from "../workspace/rooms.ts";

const SIMULATOR = join(ROOT, "packages", "lab", "src", "whatsapp-web");
const LIBRARY = dirname(
  createRequire(join(ROOT, "package.json")).resolve("whatsapp-web.js/package.json"),
);

interface Contract {
  readonly version: string;
  /** Names that the library's own source asks WhatsApp's loader for. */
  readonly modules: readonly string[];
}

const CONTRACT: Contract = JSON.parse(
  readFileSync(join(SIMULATOR, "library-modules.json"), "utf8"),
);

function textsIn(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(ending))
    .map((file) => readFileSync(join(folder, file), "utf8"));
}

function found(texts: readonly string[], pattern: RegExp): string[] {
  const names = texts.flatMap((text) => [...text.matchAll(pattern)].map(([, name = ""]) => name));
  return [...new Set(names)].sort();
}

function version(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8")).version;
}

test("the library is the one that the simulator was written for, wherever it is used", () => {
  const used = createRequire(join(ROOT, "packages", "connectors", "package.json")).resolve(
    "whatsapp-web.js/package.json",
  );
  expect([version(join(LIBRARY, "package.json")), version(used)]).toEqual([
    CONTRACT.version,
    CONTRACT.version,
  ]);
});

test("it asks for the modules that it asked for then, and for no others", () => {
  const asked = /(?:window\s*\.\s*require\(\s*|module:\s*)'(\w+)'/g;
  expect(found(textsIn(join(LIBRARY, "src"), ".js"), asked)).toEqual([...CONTRACT.modules].sort());
});

test("the simulated page has no module that the library never asks for", () => {
  const has = found(textsIn(join(SIMULATOR, "page"), ".ts"), /^ {2}(WA\w+)[:,]/gm);
  expect(has.length).toBeGreaterThan(50);
  expect(has.filter((name) => !CONTRACT.modules.includes(name))).toEqual([]);
});
