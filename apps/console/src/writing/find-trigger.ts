/** A quick reply, a colleague, an emoji, an article. */
export type TriggerKind = "/" | "@" | ":" | "#";

/** What is being typed to find something with: from its sign to the caret. */
export interface Trigger {
  readonly kind: TriggerKind;
  /** After the sign. */
  readonly typed: string;
  readonly from: number;
  readonly to: number;
}

/** Who types more than this is writing, not looking. */
const TYPED_MAX = 40;
/** An emoji is asked for by at least two letters: "8:3" and "Ana: o" are words; an article, too. */
const LETTERS_MIN: Readonly<Record<TriggerKind, number>> = {
  "/": 0,
  "@": 0,
  ":": 2,
  "#": 2,
};

/**
 * The sign nearest before the caret that begins a word, if what follows it is one line and begins
 * with no space. "e/ou", "a@b.com" and "14:30" have theirs inside a word.
 * @param askedAt where a sign was put by its button, which asks before anything is typed
 */
export function findTrigger(
  text: string,
  caret: number,
  kinds: readonly TriggerKind[],
  askedAt: number | null = null,
): Trigger | null {
  for (let from = caret - 1; from >= 0 && caret - from - 1 <= TYPED_MAX; from -= 1) {
    const sign = text[from];
    if (sign === "\n") return null;
    const kind = kinds.find((one) => one === sign);
    if (kind === undefined) continue;
    const before = text[from - 1];
    if (before !== undefined && !/\s/u.test(before)) continue;
    const typed = text.slice(from + 1, caret);
    if (!isAsked(kind, typed)) return null;
    if (typed.length < LETTERS_MIN[kind] && from !== askedAt) return null;
    return { kind, typed, from, to: caret };
  }
  return null;
}

/** Whether this can be what somebody looks for by that sign. */
function isAsked(kind: TriggerKind, typed: string): boolean {
  if (kind === ":") return !/[^\p{L}\d_+-]/u.test(typed);
  // "#10234" is an order.
  if (kind === "#" && /^\d/.test(typed)) return false;
  // Quick replies, people and articles have names of several words.
  return !/^\s|\s\s/u.test(typed);
}

/** The text with something in place of what was typed, and where the caret is then. */
export function replaceTrigger(
  text: string,
  { from, to }: Pick<Trigger, "from" | "to">,
  insertion: string,
): { readonly text: string; readonly caret: number } {
  return {
    text: text.slice(0, from) + insertion + text.slice(to),
    caret: from + insertion.length,
  };
}
