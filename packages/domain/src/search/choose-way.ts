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
  | {
      readonly kind: "newest";
      readonly look: number;
      readonly because: "many-answers";
    }
  /** Of the next so many, as time goes, all that have the words, then those among them that answer. */
  | {
      readonly kind: "stretch";
      readonly look: number;
      readonly because: "many-answers-to-seldom-words";
    }
  /** All that have the words, then those among them that answer. */
  | { readonly kind: "words"; readonly because: "few-have-the-words" }
  /** All that was said where the question looks, then what has the words. */
  | { readonly kind: "conversations"; readonly because: "few-conversations" }
  /** All that whoever is named said, then what has the words. */
  | { readonly kind: "authors"; readonly because: "few-by-them" };

/*
 * What each step takes, microseconds, on two shared cores and a database several times as large as its own memory
 * (`pnpm bench search`). Their ratios are what counts: disks and machines change all of them together.
 */
/** In order of time the next one lies beside this one. */
const NEXT_US = 2;
/** So do its message and its conversation, more or less. */
const NEAR_US = 6;
/** One found by an index lies anywhere, */
const FOUND_US = 10;
/** and so do its message and its conversation. */
const FAR_US = 25;
/** That a message has a word, wherever it is; */
const POSTED_US = 1;
/** that it is of a stretch of time. */
const PASSED_US = 0.1;
/** A message of a conversation or of an author, and its words. */
const SAID_US = 14;
/** Where a question leaves few conversations, or few messages, finding them is nothing; a channel is no such place. */
const PLACES_US = 10_000;
/**
 * What takes longer is not begun on a guess: whether one answer was seen or none is chance, and the ways that
 * follow from them differ by several times. Where nothing was counted, so many more are looked at first, as long
 * as that is cheap.
 */
const UNSURE_US = 60_000;
const SURE_ANSWERS = 4;
const LOOK_MORE = 4;
const LOOKED_MAX = 8_000;
/** Luck: the next messages may have fewer answers than those before. */
const MARGIN = 1.5;

/** What is known of a question before it is asked. */
export interface SearchQuestion {
  /** Answers that are still missing. */
  readonly wanted: number;
  /** Messages there are. */
  readonly total: number;
  /**
   * Messages of the conversations that the question, or what may be seen, leaves; infinitely many: more than are
   * counted; absent: it leaves no conversation out.
   */
  readonly inPlaces?: number | undefined;
  /** Messages that those it names may have written; absent: it names nobody. */
  readonly byAuthors?: number | undefined;
}

/**
 * The cheapest way on when the newest messages did not fill a page. A word is in many messages or in few, and
 * who asks may see many or few: each way is the right one for some of these, and none takes longer than some
 * tenths of a second for a million messages where another does not.
 */
export function chooseWay(
  { looked, hits, answers }: NewestLook,
  { wanted, total, inPlaces, byAuthors }: SearchQuestion,
): SearchWay {
  const left = Math.max(0, total - looked);
  // Nothing in so many is less than one in so many, and not none.
  const density = (hits + 0.5) / (looked + 1);
  // Where somebody is named, what answers says how seldom they write, and not how much was said there.
  const said = byAuthors === undefined ? inPlaces : undefined;
  const isCounted = said !== undefined && Number.isFinite(said);
  const passing = isCounted ? (said + 0.5) / (total + 1) : (answers + 0.5) / (hits + 1);
  const needed = Math.ceil((MARGIN * wanted) / (density * passing));
  const isAskedOfEach = inPlaces !== undefined || byAuthors !== undefined;
  const asking = isAskedOfEach ? 1 : 0;
  // What was looked at already counts as well: whoever guessed that little more was needed may be wrong again.
  const walked = Math.min(total, looked + needed);
  const tookUs: Readonly<Record<SearchWay["kind"], number>> = {
    words: density * left * (FOUND_US + asking * FAR_US),
    newest: walked * (NEXT_US + asking * density * NEAR_US),
    stretch:
      density * total * POSTED_US + walked * (PASSED_US + density * (FOUND_US + asking * NEAR_US)),
    conversations: PLACES_US + (said ?? Number.POSITIVE_INFINITY) * SAID_US,
    authors: byAuthors === undefined ? Number.POSITIVE_INFINITY : PLACES_US + byAuthors * SAID_US,
  };
  // What few answers told of so many more is looked at in parts, and reckoned anew after each.
  const look = Math.max(wanted, Math.min(needed, LOOK_MORE * looked));
  const cheapest = (ways: readonly SearchWay[]) =>
    ways.reduce((least, way) => (tookUs[way.kind] < tookUs[least.kind] ? way : least));
  const on = cheapest([
    { kind: "newest", look, because: "many-answers" },
    { kind: "stretch", look, because: "many-answers-to-seldom-words" },
  ]);
  const best = cheapest([
    { kind: "words", because: "few-have-the-words" },
    on,
    { kind: "conversations", because: "few-conversations" },
    { kind: "authors", because: "few-by-them" },
  ]);
  const isGuess = isAskedOfEach && !isCounted && answers < SURE_ANSWERS && best.kind !== "authors";
  return isGuess && tookUs[best.kind] > UNSURE_US && looked <= LOOKED_MAX ? on : best;
}
