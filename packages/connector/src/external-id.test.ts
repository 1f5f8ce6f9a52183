import { boundedExternalId, derivedExternalId } from "./external-id.ts";

test("a provider's id is kept as it is", () => {
  expect(boundedExternalId("SM0123456789abcdef")).toBe("SM0123456789abcdef");
});

test.each([
  ["too long", "x".repeat(256)],
  ["with NUL", "a\u0000b"],
  ["half a pair", "a\ud800"],
  ["empty", ""],
])("an id that is %s becomes a hash of itself", (_, id) => {
  expect(boundedExternalId(id)).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(boundedExternalId(id)).toBe(boundedExternalId(id));
});

test("parts do not run into each other", () => {
  expect(derivedExternalId("ab", "c")).not.toBe(derivedExternalId("a", "bc"));
  expect(derivedExternalId("ab", "c")).toBe(derivedExternalId("ab", new TextEncoder().encode("c")));
});
