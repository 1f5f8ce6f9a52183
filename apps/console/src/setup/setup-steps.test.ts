import { setupProgress } from "./setup-steps.ts";

const nothing = { channel: false, queue: false, people: false, hours: false, answered: false };

test("what comes next is the first that is missing, whatever is there after it", () => {
  expect(setupProgress(nothing)).toEqual({ done: 0, of: 5, next: "channel" });
  expect(setupProgress({ ...nothing, channel: true, people: true })).toEqual({
    done: 2,
    of: 5,
    next: "queue",
  });
});

test("opening hours keep nobody from the first answer", () => {
  const facts = { ...nothing, channel: true, queue: true, people: true };
  expect(setupProgress(facts)).toEqual({ done: 3, of: 5, next: "answered" });
});

test("once a customer was answered nothing comes next", () => {
  expect(setupProgress({ ...nothing, answered: true }).next).toBeUndefined();
});
