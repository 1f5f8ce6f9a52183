import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOMS, ROOT, type Room, readJson } from "./workspace/rooms.ts";

const LIBRARIES = ROOMS.filter(({ path }) => path.startsWith("packages/"));

describe.each(ROOMS.map((room) => [room.path, room] as const))("%s", (path, room) => {
  test("is named by its folder", () => {
    expect(room.manifest.name).toBe(nameOf(room));
  });

  test("is private, licensed and made of modules", () => {
    expect(room.manifest).toMatchObject({ private: true, license: "Apache-2.0", type: "module" });
  });

  test("has its compiler's settings", () => {
    expect(existsSync(join(ROOT, path, "tsconfig.json"))).toBe(true);
  });

  test("pins the versions of its dependencies", () => {
    const { dependencies, devDependencies, optionalDependencies } = room.manifest;
    const all = { ...dependencies, ...devDependencies, ...optionalDependencies };
    const loose = Object.entries(all).filter(([, version]) => !/^(\d|workspace:)/.test(version));
    expect(loose).toEqual([]);
  });
});

describe.each(LIBRARIES.map((room) => [room.path, room] as const))("%s", (path, room) => {
  test("opens its front door to its sources, and to what is built of them", () => {
    const built = {
      "@circuito/source": "./src/index.ts",
      types: "./dist/index.d.ts",
      default: "./dist/index.js",
    };
    // What only a bundler reads is never built by itself.
    expect(room.manifest.exports?.["."]).toEqual(isEmitting(room) ? built : "./src/index.ts");
  });

  test("has what its doors lead to", () => {
    const sources = Object.values(room.manifest.exports ?? {}).flatMap((door) => {
      if (typeof door === "string") return [door];
      return typeof door === "object" && door !== null && "@circuito/source" in door
        ? [`${door["@circuito/source"]}`]
        : [];
    });
    expect(sources.filter((source) => !existsSync(join(ROOT, path, source)))).toEqual([]);
  });
});

test("what the compiler emits is listed in the root's tsconfig.json", () => {
  const listed = readJson<{ references: { path: string }[] }>("tsconfig.json").references;
  const emitting = ROOMS.filter(isEmitting);
  expect(listed.map(({ path }) => path).sort()).toEqual(emitting.map(({ path }) => path).sort());
});

/** Whether the compiler writes a `dist`; its settings have comments, so they are not parsed. */
function isEmitting({ path }: Room): boolean {
  return !/"noEmit":\s*true/.test(readFileSync(join(ROOT, path, "tsconfig.json"), "utf8"));
}

function nameOf({ path }: Room): string {
  return `@circuito/${path.split("/").at(-1)}`;
}
