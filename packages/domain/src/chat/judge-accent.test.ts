import fc from "fast-check";
import { judgeAccent } from "./judge-accent.ts";

test("a colour that can be read everywhere is left as it is", () => {
  expect(judgeAccent("#0f766e", "light")).toEqual({
    text: "#ffffff",
    textRatio: expect.closeTo(5.47, 1),
    shaded: [],
    faint: [],
  });
});

test("a pale colour is shaded on light, and its button is hard to find there", () => {
  expect(judgeAccent("#FFEE88", "auto")).toMatchObject({
    text: "#000000",
    shaded: ["light"],
    faint: ["light"],
  });
});

test("a theme that is never shown is not judged", () => {
  expect(judgeAccent("#ffee88", "dark")).toMatchObject({ shaded: [], faint: [] });
  expect(judgeAccent("#101010", "dark")).toMatchObject({ shaded: ["dark"], faint: ["dark"] });
});

test("words on any colour can be read", () => {
  const color = fc
    .integer({ min: 0, max: 0xff_ff_ff })
    .map((value) => `#${value.toString(16).padStart(6, "0")}`);
  fc.assert(fc.property(color, (accent) => judgeAccent(accent, "auto").textRatio >= 4.5));
});
