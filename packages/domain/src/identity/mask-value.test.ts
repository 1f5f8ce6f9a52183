import fc from "fast-check";
import { isMasked, maskValue } from "./mask-value.ts";

test.each([
  ["123.456.789-09", "••••09"],
  ["ouro", "••••"],
  ["", "••••"],
  ["cliente 😀", "•••• 😀"],
])("%j is seen as %j", (value, seen) => {
  expect(maskValue(value)).toBe(seen);
});

test("no more than two signs of a value are seen, and not how long it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (value) => {
      const seen = maskValue(value);
      expect(isMasked(seen)).toBe(true);
      expect([...seen].length).toBeLessThanOrEqual(6);
    }),
  );
});
