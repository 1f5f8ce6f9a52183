import { inboxHref, readInboxSearch } from "./routes.ts";

test("an address typed by hand is read as far as it makes sense", () => {
  expect(
    readInboxSearch({ group: "everything", owner: "me", queue: 7, q: 48213, peek: "true", x: 1 }),
  ).toEqual({ owner: "me", q: "48213", peek: true });
  expect(readInboxSearch({ group: "to-do", q: "" })).toEqual({});
});

test("addresses are short, and reading one back gives the same place", () => {
  expect(inboxHref({})).toBe("/inbox");
  const search = { group: "waiting", owner: "none", q: "José & Ana" } as const;
  const href = inboxHref(search, "abc");
  expect(href.startsWith("/inbox/abc?")).toBe(true);
  expect(readInboxSearch(Object.fromEntries(new URL(href, "http://x").searchParams))).toEqual(
    search,
  );
});
