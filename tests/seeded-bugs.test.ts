import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ALL_BUGS, SEAMS } from "../packages/faults/src/index.ts";
import { BREAKAGES } from "../packages/lab/src/proof/seeded-bugs/bugs.ts";
import { SCHEDULES } from "../packages/lab/src/proof/seeded-bugs/schedules.ts";
import { isTestCode, ROOMS, ROOT, sourcesOf } from "./workspace/rooms.ts";

const SOURCES = ROOMS.filter(({ path }) => !["packages/faults", "packages/lab"].includes(path))
  .flatMap((room) => sourcesOf(room).filter((file) => !isTestCode(file)))
  .map((file) => ({ file, text: readFileSync(join(ROOT, file), "utf8") }));

const SEAM = /\bseam\("(?<name>[^"]*)"/g;
const STATEMENT = /\bname: [`"](?<name>[a-z-]+)/g;

const found = (pattern: RegExp) =>
  SOURCES.flatMap(({ text }) =>
    [...text.matchAll(pattern)].map(({ groups }) => groups?.name ?? ""),
  );

test("every seam is in the code exactly once, and no other is", () => {
  expect(found(SEAM).toSorted()).toEqual(Object.keys(SEAMS).toSorted());
});

test.each(ALL_BUGS)("bug %i breaks something that is there, and has a schedule", (bug) => {
  const { statements = [], receive, afterFailure } = BREAKAGES[bug];
  expect(statements.length + [receive, afterFailure].filter(Boolean).length).toBeGreaterThan(0);
  expect(SCHEDULES[bug].finds).not.toEqual([]);
  const names = found(STATEMENT);
  for (const { of } of statements) {
    expect({ of, names: names.filter((name) => of.test(name)) }).toEqual({
      of,
      names: expect.arrayContaining([expect.any(String)]),
    });
  }
});
