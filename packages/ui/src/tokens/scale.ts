/** One step of the type scale; sizes in CSS pixels at the default text size. */
export interface TypeStep {
  readonly size: number;
  readonly line: number;
  readonly weight: 400 | 500 | 600;
}

/** `text-11` … `text-28`. 13 is the interface, 14 is what people wrote, 14s titles a pane. */
export const TYPE = {
  "11": { size: 11, line: 16, weight: 500 },
  chip: { size: 11.5, line: 16, weight: 500 },
  "12": { size: 12, line: 16, weight: 400 },
  "13": { size: 13, line: 20, weight: 400 },
  "14": { size: 14, line: 21, weight: 400 },
  "14s": { size: 14, line: 20, weight: 600 },
  "16": { size: 16, line: 24, weight: 600 },
  "20": { size: 20, line: 28, weight: 600 },
  "28": { size: 28, line: 34, weight: 600 },
} as const satisfies Readonly<Record<string, TypeStep>>;

/** `rounded-key` … `rounded-bubble`, in CSS pixels. */
export const RADII = { key: 4, chip: 5, row: 6, control: 7, pane: 10, bubble: 12 } as const;

/** `md:` single pane ends, `lg:` context is a pane, `xl:` the nav is wide. CSS pixels. */
export const BREAKPOINTS = { md: 900, lg: 1280, xl: 1440 } as const;

/** What changes with `data-density`; CSS pixels. */
export const DENSITIES = {
  compact: { control: 28, row: 44, thread: 2 },
  default: { control: 32, row: 72, thread: 6 },
  comfortable: { control: 36, row: 100, thread: 8 },
} as const;

/** Smallest control where the pointer is a finger (WCAG 2.5.5), CSS pixels. */
export const COARSE_CONTROL = 44;

/** Floating layers only; panes are separated by lines. */
export const SHADOWS = {
  menu: "0 1px 2px #0000000f, 0 8px 24px #0000001a",
  dialog: "0 16px 64px #00000033",
} as const;
