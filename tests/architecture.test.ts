import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { MAY_IMPORT } from "./workspace/may-import.ts";
import { ROOMS, ROOT } from "./workspace/rooms.ts";

const TEXT = readFileSync(join(ROOT, "ARCHITECTURE.md"), "utf8");

/** Rows of its table of rooms: path, what lives there, what it may import. */
const ROWS = [...TEXT.matchAll(/^\| `((?:packages|apps)\/[^`]+)` \|[^|]+\| ([^|]+) \|$/gm)].map(
  ([, path = "", imports = ""]) => ({ path, imports }),
);

test("the table of rooms in ARCHITECTURE.md names every room, and no other", () => {
  expect(ROWS.map(({ path }) => path).sort()).toEqual(ROOMS.map(({ path }) => path).sort());
});

test("what it says a room may import is what is enforced", () => {
  const said = Object.fromEntries(ROWS.map(({ path, imports }) => [path, wordsOf(imports)]));
  const enforced = Object.fromEntries(
    ROOMS.map((room) => [room.path, [...(MAY_IMPORT[room.path] ?? [])].sort()]),
  );
  expect(said).toEqual(enforced);
});

test("every path it names is there", () => {
  const named = [...TEXT.matchAll(/`((?:packages|apps|docs|tests|scripts|docker)\/[^`*{}…]+)`/g)];
  const paths = named.map(([, path = ""]) => path);
  expect(paths.length).toBeGreaterThan(ROWS.length);
  expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

function wordsOf(imports: string): string[] {
  if (imports === "nothing" || imports === "nothing of ours") return [];
  return imports === "everything" ? ["*"] : imports.split(", ").sort();
}
