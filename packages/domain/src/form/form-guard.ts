/** Nobody reads a form and fills it in faster; a program does. */
export const FILLED_IN_MIN_MS = 2_000;
/** A page that stood open longer was left: it comes again, filled in as it was. */
export const SHOWN_MAX_MS = 24 * 60 * 60_000;

export interface SentForm {
  /** When the page was made, by its own signed word; `undefined`: it is none of ours. */
  readonly shownAt: number | undefined;
  /** What stands in the field that people do not see. */
  readonly trap: string;
}

export type GuardVerdict =
  | { readonly kind: "taken" }
  /** The page comes again, with everything that was typed: a person sends it once more. */
  | { readonly kind: "again"; readonly because: "not-ours" | "left-open" | "too-fast" | "trapped" };

/**
 * Whether a form may have been sent by a person. Nobody is turned away for good and nothing is thrown
 * away in silence: a browser that fills in hidden fields belongs to somebody, too.
 */
export function judgeSentForm({ shownAt, trap }: SentForm, now: number): GuardVerdict {
  if (shownAt === undefined || shownAt > now + FILLED_IN_MIN_MS) {
    return { kind: "again", because: "not-ours" };
  }
  if (now - shownAt > SHOWN_MAX_MS) return { kind: "again", because: "left-open" };
  if (trap !== "") return { kind: "again", because: "trapped" };
  if (now - shownAt < FILLED_IN_MIN_MS) return { kind: "again", because: "too-fast" };
  return { kind: "taken" };
}
