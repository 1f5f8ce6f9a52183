import { auditQuery, longerThan, readAuditSearch } from "./audit-search.ts";

test.each([
  [{}, {}],
  [
    { who: "ana", action: "createQueue", days: "90" },
    { who: "ana", action: "createQueue", days: "90" },
  ],
  [
    { origin: "api-key", object: "queues/3f2a", sensitive: "true", entry: "7" },
    { origin: "api-key", object: "queues/3f2a", sensitive: true, entry: 7 },
  ],
  [{ origin: "moon", object: "../x", sensitive: "maybe", entry: "-1" }, {}],
  [{ who: "", action: 7, days: "8", entry: "x" }, {}],
  [{ days: 30, other: true }, {}],
  [{ days: "all" }, { days: "all" }],
])("%j is read as %j", (raw, read) => {
  expect(readAuditSearch(raw)).toEqual(read);
});

test.each([
  ["1", "7"],
  ["30", "90"],
  ["365", "all"],
  ["all", undefined],
] as const)("what is longer than %s is %s", (period, longer) => {
  expect(longerThan(period)).toBe(longer);
});

test("a period is asked for from now backwards, and all of it has no beginning", () => {
  const now = Date.parse("2026-04-10T12:00:00.000Z");
  expect(auditQuery({ days: "7" }, now).from).toBe("2026-04-03T12:00:00.000Z");
  expect(auditQuery({}, now).from).toBe("2026-03-11T12:00:00.000Z");
  expect(auditQuery({ days: "all" }, now).from).toBeUndefined();
});
