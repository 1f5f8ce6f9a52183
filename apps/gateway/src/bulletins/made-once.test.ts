import { madeOnce } from "./made-once.ts";
import type { MadeReport } from "./make-report.ts";

const made = (): MadeReport => ({ kind: "made", letterTo: () => ({}) as never });

test("a report is made once for all on its list, and again for another, and later", async () => {
  let now = 0;
  let makings = 0;
  const once = madeOnce(() => now);
  const make = async () => {
    makings += 1;
    return made();
  };
  await Promise.all([once("a", make), once("a", make), once("a", make)]);
  expect(makings).toBe(1);
  await once("b", make);
  expect(makings).toBe(2);
  now = 60_000;
  await once("b", make);
  expect(makings).toBe(3);
});

test("what could not be made, or is not all counted, is made anew for the next", async () => {
  const once = madeOnce(() => 0);
  await expect(once("a", () => Promise.reject(new Error("away")))).rejects.toThrow("away");
  expect(await once("a", async () => ({ kind: "not-counted" }))).toEqual({ kind: "not-counted" });
  expect(await once("a", async () => made())).toMatchObject({ kind: "made" });
});
