import fc from "fast-check";
import { inboxHref, readInboxSearch } from "../workspace/routes.ts";
import { activeFilters, filterOf, searchOf, viewOf, withoutFilters } from "./list-filter.ts";

const QUEUE = "0192aaaa-0000-7000-8000-000000000001";

test("an inbox without anything said is what is to do, what breaks next first", () => {
  expect(filterOf({})).toEqual({ group: "to-do", order: "next-breach" });
});

test("a queue is read by whether somebody has it", () => {
  expect(filterOf({ queue: QUEUE })).toEqual({
    group: "queued",
    queueId: QUEUE,
    order: "next-breach",
  });
  expect(filterOf({ queue: QUEUE, group: "to-do" }).group).toBe("queued");
  expect(filterOf({ group: "in-service" }).group).toBe("to-do");
});

test("what was put off is one stretch, in a queue too", () => {
  expect(filterOf({ owner: "me", snoozed: true })).toEqual({
    group: "waiting",
    status: "snoozed",
    assigneeId: "me",
    order: "newest",
  });
  expect(filterOf({ queue: QUEUE, snoozed: true }).group).toBe("waiting");
});

const search = fc
  .record(
    {
      group: fc.constantFrom("waiting", "resolved"),
      owner: fc.constantFrom("me", "none", QUEUE),
      channel: fc.constantFrom("sms", "email"),
      label: fc.constantFrom("boleto", "2ª via & mais"),
      priority: fc.constantFrom("low", "high"),
      segment: fc.constantFrom("vip"),
      wait: fc.integer({ min: 1, max: 600 }),
      unread: fc.constant(true as const),
      following: fc.constant(true as const),
      snoozed: fc.constant(true as const),
      order: fc.constantFrom("newest", "priority"),
    },
    { requiredKeys: [] },
  )
  .map((raw) => readInboxSearch(raw));

test("an address that is saved as a view and opened again shows the same list", () => {
  fc.assert(
    fc.property(search, (before) => {
      const saved = searchOf(viewOf(before), "a-view");
      const [, query = ""] = inboxHref(saved).split("?");
      const read = readInboxSearch(Object.fromEntries(new URLSearchParams(query)));
      expect(filterOf(read)).toEqual(filterOf(before));
    }),
  );
});

test("what narrows a list can be taken away, and its place stays", () => {
  fc.assert(
    fc.property(search, (before) => {
      const wide = withoutFilters(before);
      expect(activeFilters(wide)).toEqual([]);
      expect(wide.group).toBe(before.group);
    }),
  );
});
