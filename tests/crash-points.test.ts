import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CRASH_POINTS } from "../packages/faults/src/index.ts";
import { ALL_POINTS, placeOf } from "../packages/lab/src/proof/crash/plan-cases.ts";
import { isTestCode, ROOMS, ROOT, sourcesOf } from "./workspace/rooms.ts";

/** Where each point is passed, as `file`, from the sources of every room that ships. */
const PASSED = ROOMS.filter(({ path }) => !["packages/faults", "packages/lab"].includes(path))
  .flatMap((room) => sourcesOf(room).filter((file) => !isTestCode(file)))
  .flatMap((file) =>
    [...readFileSync(join(ROOT, file), "utf8").matchAll(/\bcrashPoint\((?<point>[^)]*)\)/g)].map(
      ({ groups }) => ({ file, point: groups?.point ?? "" }),
    ),
  );

test.each(Object.keys(CRASH_POINTS))("%s is in the code exactly once", (name) => {
  const places = PASSED.filter(({ point }) => point === `"${name}"`).map(({ file }) => file);
  expect(places).toEqual([expect.any(String)]);
});

test("no point is in the code that is not in the list, and none by a name that is computed", () => {
  const known = Object.keys(CRASH_POINTS).map((name) => `"${name}"`);
  expect(PASSED.filter(({ point }) => !known.includes(point))).toEqual([]);
});

test("points of the door and of what is behind it are told apart", () => {
  const behind = ALL_POINTS.filter((point) => placeOf(point) === "router");
  expect(behind).toEqual([
    "R1",
    "R2",
    "R3",
    "R4",
    "M1",
    "M2",
    "M3",
    "M4",
    "O2",
    "O2b",
    "O3",
    "O4",
    "O5",
    "O6",
  ]);
});
