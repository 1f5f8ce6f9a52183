/** One colour of the design, in both themes, as sRGB hex. */
export interface ColorPair {
  readonly light: string;
  readonly dark: string;
}

/**
 * Every colour a screen may use; the key is the name of the CSS variable (`--canvas`) and of the
 * Tailwind colour (`bg-canvas`, `text-fg`, `border-line`). Picked in OKLCH at hue 275–277 and
 * rounded to sRGB, so that lightness steps look even; `contrast.test.ts` holds the pairs that meet.
 */
export const COLORS = {
  // Surfaces, from the back of the app to the front. In the dark theme, lift is lighter.
  canvas: { light: "#f4f5fa", dark: "#0b0c10" },
  surface: { light: "#ffffff", dark: "#111217" },
  raised: { light: "#ffffff", dark: "#191a1f" },
  sunken: { light: "#eff0f4", dark: "#07070a" },
  muted: { light: "#eeeff3", dark: "#212229" },
  hover: { light: "#f1f2f7", dark: "#1a1b21" },

  // Lines: between things, around buttons, around what can be typed in or ticked.
  "line-subtle": { light: "#e5e6ea", dark: "#212228" },
  line: { light: "#d8d9dd", dark: "#2e3037" },
  "line-control": { light: "#7e8088", dark: "#71747e" },

  // Text: primary, secondary, meta.
  fg: { light: "#1d1f25", dark: "#ecedef" },
  "fg-2": { light: "#50525a", dark: "#b5b7be" },
  "fg-3": { light: "#666871", dark: "#9698a0" },

  // The one accent: mine, selected, primary.
  accent: { light: "#5252d8", dark: "#5c5fe6" },
  "accent-hover": { light: "#443ec3", dark: "#5252d8" },
  "on-accent": { light: "#ffffff", dark: "#ffffff" },
  "accent-text": { light: "#4641c7", dark: "#a9b4ff" },
  "accent-soft": { light: "#ecefff", dark: "#202341" },
  "accent-soft-2": { light: "#dbe1ff", dark: "#2b2f60" },
  focus: { light: "#5959e8", dark: "#808aff" },

  // The conversation.
  "bubble-in": { light: "#f1f2f7", dark: "#1c1e23" },
  "bubble-out": { light: "#e8ecff", dark: "#242849" },
  note: { light: "#fff5d9", dark: "#2d2410" },
  "note-line": { light: "#ecce83", dark: "#5c4a24" },
  "note-text": { light: "#604008", dark: "#e9d6a3" },

  // Meaning: text on the page or on its soft ground, the ground, and the icon or solid.
  "ok-text": { light: "#056733", dark: "#71d790" },
  "ok-soft": { light: "#e0f7e5", dark: "#142d1b" },
  "ok-icon": { light: "#0a924b", dark: "#42c070" },
  "warn-text": { light: "#844b03", dark: "#f6bc5d" },
  "warn-soft": { light: "#fff1d5", dark: "#37270e" },
  "warn-icon": { light: "#cc7200", dark: "#ed9e2f" },
  "danger-text": { light: "#b3131d", dark: "#fc918b" },
  "danger-soft": { light: "#ffeceb", dark: "#421b1b" },
  danger: { light: "#cd1622", dark: "#cc272b" },
  "on-danger": { light: "#ffffff", dark: "#ffffff" },
  "info-text": { light: "#046190", dark: "#77c5f2" },
  "info-soft": { light: "#e1f3ff", dark: "#102a3b" },
  "snooze-text": { light: "#793a93", dark: "#d6aaea" },
  "snooze-soft": { light: "#f7ebfd", dark: "#312038" },
} as const satisfies Readonly<Record<string, ColorPair>>;

/** Name of a colour token. */
export type ColorName = keyof typeof COLORS;
