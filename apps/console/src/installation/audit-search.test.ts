import { readAuditSearch } from "./audit-search.ts";

test.each([
  [{}, {}],
  [
    { who: "ana", action: "createQueue", days: "90" },
    { who: "ana", action: "createQueue", days: 90 },
  ],
  [{ who: "", action: 7, days: "8" }, {}],
  [{ days: 30, other: true }, { days: 30 }],
])("%j is read as %j", (raw, read) => {
  expect(readAuditSearch(raw)).toEqual(read);
});
