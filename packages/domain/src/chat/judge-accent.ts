import { contrast, legibleOn, textOn } from "./accent.ts";

/** What a chat is shown on in each theme; the widget's own surfaces (its style sheet, `--surface`). */
export const CHAT_SURFACES = { light: "#ffffff", dark: "#15161b" } as const;
export type ChatSurface = keyof typeof CHAT_SURFACES;

/** Contrast WCAG 2 asks of what is no text but has to be found: the button in its corner. */
const VISIBLE_RATIO = 3;

/** How the accent of a chat does where it is shown. */
export interface AccentVerdict {
  /** The colour of words on it. */
  readonly text: "#ffffff" | "#000000";
  /** Contrast of these words, 4.5 or more. */
  readonly textRatio: number;
  /** Themes in which links are drawn in another shade, because the accent could not be read. */
  readonly shaded: readonly ChatSurface[];
  /** Themes in which the button is hard to find on a page of that colour. */
  readonly faint: readonly ChatSurface[];
}

/**
 * Nothing has to be forbidden: what could not be read is drawn in a shade that can. This says so.
 * @param accent `#rrggbb`
 * @param theme of the chat; `auto` follows the visitor's system, and is judged in both
 */
export function judgeAccent(accent: string, theme: "auto" | ChatSurface): AccentVerdict {
  const themes: readonly ChatSurface[] = theme === "auto" ? ["light", "dark"] : [theme];
  const text = textOn(accent);
  return {
    text,
    textRatio: contrast(accent, text),
    shaded: themes.filter((one) => {
      const shade = legibleOn(accent, CHAT_SURFACES[one]);
      return shade.toLowerCase() !== accent.toLowerCase();
    }),
    faint: themes.filter((one) => contrast(accent, CHAT_SURFACES[one]) < VISIBLE_RATIO),
  };
}
