/** What a look at the newest messages told of a question. */
export interface NewestLook {
  /** Messages that were looked at. */
  readonly looked: number;
  /** Of these, those that have the words. */
  readonly hits: number;
  /** Of these, those that answer the question: on that channel, by that person, may be seen by who asks. */
  readonly answers: number;
}

/** How older messages are to be looked for. */
export type SearchWay =
  /** One message after the other, newest first, so many of them. */
  | { readonly kind: "newest"; readonly look: number; readonly because: "many-answers" }
  /** All that have the words, then those among them that answer. */
  | { readonly kind: "words"; readonly because: "few-have-the-words" }
  /** All that was said where the question looks, then what has the words. */
  | { readonly kind: "conversations"; readonly because: "few-conversations" };

/*
 * What each step takes, microseconds, on two shared cores with everything in memory (`pnpm bench search`).
 * Their ratios are what counts: disks and machines change all of them together.
 */
const LOOK_US = 1;
const JOIN_US = 6;
const INDEX_US = 1;
/** Where a question leaves few conversations, finding them is nothing; a channel is no such place. */
const CONVERSATIONS_US = 10_000;
/** Luck: the next messages may have fewer answers than those before. */
const MARGIN = 1.5;

/**
 * The cheapest way on when the newest messages did not fill a page. A word is in many messages or in few, and
 * who asks may see many or few: each way is the right one for some of these, and none takes longer than some
 * tenths of a second for a million messages where another does not.
 * @param wanted answers that are still missing
 * @param total messages there are
 * @param isNarrowed whether the question, or what may be seen, leaves conversations out
 */
export function chooseWay(
  { looked, hits, answers }: NewestLook,
  asked: { readonly wanted: number; readonly total: number; readonly isNarrowed: boolean },
): SearchWay {
  const left = Math.max(0, asked.total - looked);
  // Nothing in so many is less than one in so many, and not none.
  const density = (hits + 0.5) / (looked + 1);
  const passing = (answers + 0.5) / (hits + 1);
  const look = Math.ceil((MARGIN * asked.wanted) / (density * passing));
  const newestUs = Math.min(left, look) * (LOOK_US + density * JOIN_US);
  const wordsUs = density * left * (INDEX_US + JOIN_US);
  const conversationsUs = asked.isNarrowed
    ? CONVERSATIONS_US + passing * asked.total * (INDEX_US + JOIN_US)
    : Number.POSITIVE_INFINITY;
  if (conversationsUs < Math.min(newestUs, wordsUs)) {
    return { kind: "conversations", because: "few-conversations" };
  }
  return wordsUs <= newestUs
    ? { kind: "words", because: "few-have-the-words" }
    : { kind: "newest", look, because: "many-answers" };
}
