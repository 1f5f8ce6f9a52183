import { frameHeight } from "./frame-height.ts";

test("a frame is as tall as its words need, within what a screen can spare", () => {
  expect(frameHeight("Oi!", false)).toBe(8);
  expect(frameHeight("linha\n".repeat(10), false)).toBe(21);
  expect(frameHeight("linha\n".repeat(400), true)).toBe(30);
});

test("long lines are counted by the lines they break into", () => {
  expect(frameHeight("a".repeat(84 * 8), false)).toBe(frameHeight("a\n".repeat(7), false));
});

test("pictures take space of their own", () => {
  expect(frameHeight("linha\n".repeat(4), true)).toBeGreaterThan(
    frameHeight("linha\n".repeat(4), false),
  );
});
