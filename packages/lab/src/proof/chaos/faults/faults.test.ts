import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FAULT_KINDS } from "./index.ts";

const DOCS = readFileSync(join(import.meta.dirname, "../../../../../../docs/proof.md"), "utf8");

test("every kind of fault has an id of its own, and times in their order", () => {
  const ids = FAULT_KINDS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { lastsMs } of FAULT_KINDS) expect(lastsMs[0]).toBeLessThanOrEqual(lastsMs[1]);
});

test.each(FAULT_KINDS)("$id is in the table of the docs as it is", (kind) => {
  const { id, does, undone, lastsMs, recoversInMs } = kind;
  const [shortest, longest] = lastsMs.map((ms) => ms / 1_000);
  const lasts = longest === 0 ? "at once" : `${shortest}–${longest} s`;
  expect(DOCS).toContain(`| ${id} | ${does} | ${lasts} | ${undone} | ${recoversInMs / 1_000} s |`);
});
