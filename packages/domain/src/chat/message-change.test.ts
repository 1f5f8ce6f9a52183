import fc from "fast-check";
import { afterChange, type MessageChange, type MessageChanges } from "./message-change.ts";

const message = (text: string, changes: MessageChanges = {}) => ({ text, changes });

test("an edit gives the new words and keeps the former ones", () => {
  const once = afterChange(message("oi"), { kind: "edited", text: "olá" }, "customer", 5);
  expect(once).toEqual(message("olá", { earlier: [{ text: "oi", until: 5 }], editedAt: 5 }));
  const twice = afterChange(once, { kind: "edited", text: "olá!" }, "customer", 9);
  expect(twice.changes.earlier?.map(({ text }) => text)).toEqual(["oi", "olá"]);
});

test("what is taken back is marked, and its words stay", () => {
  expect(afterChange(message("oi"), { kind: "revoked" }, "customer", 5)).toEqual(
    message("oi", { revoked: { by: "customer", at: 5 } }),
  );
});

test("each side has one reaction: a new one replaces it, none takes it away", () => {
  const heart: MessageChange = { kind: "reaction", emoji: "❤️" };
  let now = afterChange(message("oi"), heart, "customer", 1);
  now = afterChange(now, { kind: "reaction", emoji: "👍" }, "us", 2);
  now = afterChange(now, { kind: "reaction", emoji: "😮" }, "customer", 3);
  expect(now.changes.reactions).toEqual([
    { by: "us", emoji: "👍", at: 2 },
    { by: "customer", emoji: "😮", at: 3 },
  ]);
  now = afterChange(now, { kind: "reaction", emoji: undefined }, "customer", 4);
  expect(now.changes.reactions).toEqual([
    { by: "us", emoji: "👍", at: 2 },
    { by: "customer", at: 4 },
  ]);
});

test("what is older and comes later brings nothing back: neither words nor a reaction", () => {
  let now = afterChange(message("v0"), { kind: "edited", text: "v2" }, "customer", 20);
  expect(afterChange(now, { kind: "edited", text: "v1" }, "customer", 10)).toBe(now);
  now = afterChange(now, { kind: "reaction", emoji: undefined }, "customer", 40);
  expect(afterChange(now, { kind: "reaction", emoji: "👍" }, "customer", 30)).toBe(now);
});

test("a reaction that was overtaken by a newer one changes nothing", () => {
  const newer = afterChange(message("oi"), { kind: "reaction", emoji: "B" }, "customer", 9);
  expect(afterChange(newer, { kind: "reaction", emoji: "A" }, "customer", 3)).toBe(newer);
});

test("the same change twice is as once", () => {
  const change = fc.oneof(
    fc.record({ kind: fc.constant("edited" as const), text: fc.string() }),
    fc.constant({ kind: "revoked" as const }),
    fc.record({
      kind: fc.constant("reaction" as const),
      emoji: fc.option(fc.constantFrom("👍", "❤️"), { nil: undefined }),
    }),
  );
  const by = fc.constantFrom("customer" as const, "us" as const);
  fc.assert(
    fc.property(fc.string(), change, by, fc.nat(), (text, one, author, at) => {
      const once = afterChange(message(text), one, author, at);
      expect(afterChange(once, one, author, at)).toEqual(once);
    }),
  );
});
