import { readFileSync } from "node:fs";
import { join } from "node:path";
import { drawSchedule } from "../schedule.ts";
import { FAULT_KINDS } from "./index.ts";

const DOCS = readFileSync(join(import.meta.dirname, "../../../../../../docs/proof.md"), "utf8");

test("every kind of fault has an id of its own, and times in their order", () => {
  const ids = FAULT_KINDS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { lastsMs } of FAULT_KINDS) expect(lastsMs[0]).toBeLessThanOrEqual(lastsMs[1]);
});

test("six minutes are enough for every kind to strike", () => {
  const [first, ...rest] = FAULT_KINDS;
  if (!first) throw new Error("there is no fault");
  for (let seed = 0; seed < 50; seed++) {
    const wanted = { seed: String(seed), minutes: 6, perSecond: 60 };
    const { strikes } = drawSchedule([first, ...rest], wanted);
    expect(new Set(strikes.map(({ fault }) => fault)).size).toBe(FAULT_KINDS.length);
  }
});

test.each(FAULT_KINDS)("$id is in the table of the docs as it is", (kind) => {
  const { id, does, undone, lastsMs, recoversInMs } = kind;
  const [shortest, longest] = lastsMs.map((ms) => ms / 1_000);
  const lasts = longest === 0 ? "at once" : `${shortest}–${longest} s`;
  expect(DOCS).toContain(`| ${id} | ${does} | ${lasts} | ${undone} | ${recoversInMs / 1_000} s |`);
});
