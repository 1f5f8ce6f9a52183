import { readContactsSearch } from "./contacts-search.ts";

test.each([
  [{}, {}],
  [
    { q: "Marina", channel: "sms", segment: "vip" },
    { q: "Marina", channel: "sms", segment: "vip" },
  ],
  [{ q: 41988887777 }, { q: "41988887777" }],
  [{ q: "  ", channel: ["sms"], segment: { a: 1 } }, {}],
  [{ other: "x" }, {}],
])("the address %j asks for %j", (raw, asked) => {
  expect(readContactsSearch(raw)).toEqual(asked);
});

test("no more is asked than the server takes", () => {
  expect(readContactsSearch({ q: "a".repeat(500) }).q).toHaveLength(120);
});
