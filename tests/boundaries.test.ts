import { builtinModules } from "node:module";
import { dirname, join, normalize } from "node:path";
import { importsOf } from "./workspace/imports.ts";
import { MAY_IMPORT } from "./workspace/may-import.ts";
import {
  isTestCode,
  type Manifest,
  ROOMS,
  type Room,
  readJson,
  sourcesOf,
} from "./workspace/rooms.ts";

/** What runs in a browser, or is bundled into what does. */
const BROWSER = ["domain", "protocol", "realtime", "ui", "console", "widget"];

/** What tests of every room may use. */
const TOOLS = readJson<Manifest>("package.json").devDependencies ?? {};

const BUILTIN = new Set(builtinModules);

test("every room has a row in the table of imports", () => {
  expect(new Set(ROOMS.map(({ path }) => path))).toEqual(new Set(Object.keys(MAY_IMPORT)));
});

describe.each(ROOMS.map((room) => [room.path, room] as const))("%s", (_, room) => {
  const edges = sourcesOf(room).flatMap((file) =>
    importsOf(file).map((specifier) => ({ file, specifier })),
  );

  test("is made of sources", () => {
    expect(sourcesOf(room)).not.toEqual([]);
  });

  test("imports only the rooms it may", () => {
    const allowed = MAY_IMPORT[room.path] ?? [];
    const wrong = edges.filter(({ file, specifier }) => {
      const [scope, name, door] = specifier.split("/");
      if (scope !== "@circuito" || name === undefined) return false;
      if (`@circuito/${name}` === room.manifest.name || allowed.includes("*")) return false;
      if (isTestCode(file) && (door === "testing" || name === "lab")) return false;
      return !allowed.includes(name);
    });
    expect(wrong).toEqual([]);
  });

  test("does not reach into another room's files", () => {
    const wrong = edges.filter(
      ({ file, specifier }) =>
        specifier.startsWith(".") &&
        // A document is no room's: whoever shows one shows what people read in docs/.
        !/^[./]+docs\/[\w-]+\.md\?raw$/.test(specifier) &&
        !normalize(join(dirname(file), specifier)).startsWith(`${room.path}/`),
    );
    expect(wrong).toEqual([]);
  });

  test("uses the testing doors in tests only", () => {
    const wrong = edges.filter(
      ({ file, specifier }) =>
        /^@circuito\/[^/]+\/testing$/.test(specifier) &&
        !isTestCode(file) &&
        room.path !== "packages/lab",
    );
    expect(wrong).toEqual([]);
  });

  test("ships nothing of its tests", () => {
    const wrong = edges.filter(
      ({ file, specifier }) =>
        specifier.startsWith(".") &&
        !isTestCode(file) &&
        isTestCode(join(dirname(file), specifier)),
    );
    expect(wrong).toEqual([]);
  });

  test("declares what it imports", () => {
    const { dependencies, devDependencies, optionalDependencies } = room.manifest;
    const always = { ...dependencies, ...optionalDependencies, [room.manifest.name]: "" };
    const inTests = { ...always, ...devDependencies, ...TOOLS };
    const wrong = edges.filter(({ file, specifier }) => {
      const name = packageOf(specifier);
      return name !== undefined && !(name in (isTestCode(file) ? inTests : always));
    });
    expect(wrong).toEqual([]);
  });

  if (BROWSER.includes(room.path.split("/").at(-1) ?? "")) {
    test("imports nothing of Node, for it runs in browsers", () => {
      const shipped = shippedFiles(room);
      const wrong = edges.filter(
        ({ file, specifier }) =>
          shipped.has(file) && (specifier.startsWith("node:") || BUILTIN.has(specifier)),
      );
      expect(shipped.size).toBeGreaterThan(0);
      expect(wrong).toEqual([]);
    });
  }
});

test("the domain imports nothing but itself", () => {
  const domain = ROOMS.find(({ path }) => path === "packages/domain");
  if (domain === undefined) throw new Error("packages/domain is gone");
  const wrong = sourcesOf(domain)
    .filter((file) => !isTestCode(file))
    .flatMap((file) => importsOf(file).filter((specifier) => !/^\.\.?\//.test(specifier)));
  expect(wrong).toEqual([]);
});

/** The package a specifier belongs to, `undefined` for Node's own and for files. */
function packageOf(specifier: string): string | undefined {
  if (/^[./]|^node:|^virtual:/.test(specifier) || BUILTIN.has(specifier)) return undefined;
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

/**
 * The files a browser gets: what a package's doors lead to, by whatever way; all of an application.
 * A tool beside them may use Node.
 */
function shippedFiles(room: Room): Set<string> {
  const all = sourcesOf(room).filter((file) => !isTestCode(file));
  if (room.path.startsWith("apps/")) return new Set(all);
  const doors = JSON.stringify(room.manifest.exports);
  const waiting = all.filter((file) => doors.includes(`.${file.slice(room.path.length)}"`));
  const shipped = new Set<string>();
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (shipped.has(file)) continue;
    shipped.add(file);
    for (const specifier of importsOf(file)) {
      const target = normalize(join(dirname(file), specifier));
      if (specifier.startsWith(".") && all.includes(target)) waiting.push(target);
    }
  }
  return shipped;
}

test("a channel knows no other channel", () => {
  const connectors = ROOMS.find(({ path }) => path === "packages/connectors");
  if (connectors === undefined) throw new Error("packages/connectors is gone");
  const channelOf = (file: string) => /^packages\/connectors\/src\/([^/]+)\//.exec(file)?.[1];
  // Scores all channels; what it measures them with is for their tests.
  const isSharedTool = (file: string) => channelOf(file) === "testing";
  const mayShare = (file: string, target: string) =>
    isSharedTool(file) || (file.includes("/testing/") && isSharedTool(target));
  const wrong = sourcesOf(connectors).flatMap((file) =>
    importsOf(file)
      .filter((specifier) => specifier.startsWith("."))
      .map((specifier) => ({ file, target: normalize(join(dirname(file), specifier)) }))
      .filter(({ target }) => channelOf(file) && channelOf(file) !== channelOf(target))
      .filter(({ target }) => !mayShare(file, target)),
  );
  expect(wrong).toEqual([]);
});
