import { COLORS, type ColorName } from "./colors.ts";
import { contrastRatio } from "./contrast.ts";

/** WCAG 1.4.3: text up to 24 px. */
const TEXT_MIN = 4.5;
/** WCAG 1.4.11: control borders, icons, the focus ring. */
const NON_TEXT_MIN = 3;

const SURFACES = ["canvas", "surface", "raised", "sunken", "muted", "hover"] as const;
const SELECTED = ["accent-soft", "accent-soft-2"] as const;
const BUBBLES = ["bubble-in", "bubble-out"] as const;

/** Which text may stand on which ground. A new pair in a component belongs here first. */
const TEXT_ON: ReadonlyArray<readonly [ColorName, readonly ColorName[]]> = [
  ["fg", [...SURFACES, ...SELECTED, ...BUBBLES, "note"]],
  ["fg-2", [...SURFACES, ...SELECTED, ...BUBBLES, "note"]],
  ["fg-3", [...SURFACES, "accent-soft", ...BUBBLES]],
  ["accent-text", [...SURFACES, ...SELECTED, ...BUBBLES]],
  ["on-accent", ["accent", "accent-hover"]],
  ["on-danger", ["danger"]],
  ["note-text", ["note", "surface"]],
  ["ok-text", ["ok-soft", "surface", "raised"]],
  ["warn-text", ["warn-soft", "surface", "raised", "note"]],
  ["danger-text", ["danger-soft", "surface", "raised", "bubble-out", "accent-soft"]],
  ["info-text", ["info-soft", "surface", "raised"]],
  ["snooze-text", ["snooze-soft", "surface", "raised"]],
];

const SHAPE_ON: ReadonlyArray<readonly [ColorName, readonly ColorName[]]> = [
  ["line-control", ["canvas", "surface", "raised"]],
  ["focus", [...SURFACES, ...SELECTED, "note"]],
  ["ok-icon", ["surface", "raised", "canvas", "ok-soft"]],
  ["warn-icon", ["surface", "raised"]],
  ["danger", ["surface", "raised", "canvas"]],
  ["accent", ["surface", "canvas", "accent-soft"]],
];

function cases(table: ReadonlyArray<readonly [ColorName, readonly ColorName[]]>) {
  return table.flatMap(([front, backs]) =>
    backs.flatMap((back) =>
      (["light", "dark"] as const).map((theme) => ({ theme, front, back }) as const),
    ),
  );
}

test.each(cases(TEXT_ON))("$theme: $front can be read on $back", ({ theme, front, back }) => {
  expect(contrastRatio(COLORS[front][theme], COLORS[back][theme])).toBeGreaterThanOrEqual(TEXT_MIN);
});

test.each(cases(SHAPE_ON))("$theme: $front can be seen on $back", ({ theme, front, back }) => {
  const ratio = contrastRatio(COLORS[front][theme], COLORS[back][theme]);
  expect(ratio).toBeGreaterThanOrEqual(NON_TEXT_MIN);
});

test.each([
  ["fg-3", "bubble-out", 4.72, 4.95],
  ["on-accent", "accent", 5.9, 4.96],
  ["danger-text", "danger-soft", 6.09, 6.81],
] as const)("%s on %s keeps the ratio the palette was chosen for", (front, back, light, dark) => {
  expect(contrastRatio(COLORS[front].light, COLORS[back].light)).toBeCloseTo(light, 1);
  expect(contrastRatio(COLORS[front].dark, COLORS[back].dark)).toBeCloseTo(dark, 1);
});

test("the extremes are the ones WCAG defines", () => {
  expect(contrastRatio("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(contrastRatio("#777777", "#777777")).toBe(1);
  expect(() => contrastRatio("red", "#ffffff")).toThrow("not a #rrggbb colour: red");
});
