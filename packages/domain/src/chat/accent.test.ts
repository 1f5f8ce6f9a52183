import fc from "fast-check";
import { contrast, legibleOn, textOn } from "./accent.ts";

const color = fc
  .integer({ min: 0, max: 0xff_ff_ff })
  .map((value) => `#${value.toString(16).padStart(6, "0")}`);

test("contrast is the WCAG ratio", () => {
  expect(contrast("#ffffff", "#000000")).toBeCloseTo(21, 5);
  expect(contrast("#ffffff", "#5252d8")).toBeCloseTo(5.9, 1);
});

test("text on any accent is readable", () => {
  fc.assert(fc.property(color, (accent) => contrast(accent, textOn(accent)) >= 4.5));
});

test("any accent has a shade that is readable on both surfaces", () => {
  fc.assert(
    fc.property(
      color,
      (accent) =>
        contrast(legibleOn(accent, "#ffffff"), "#ffffff") >= 4.5 &&
        contrast(legibleOn(accent, "#111217"), "#111217") >= 4.5,
    ),
  );
});

test("a readable accent is left as it is", () => {
  expect(legibleOn("#5252d8", "#ffffff")).toBe("#5252d8");
});
