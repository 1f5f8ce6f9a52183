import type { Level } from "../conversation.ts";
import type { QueueId } from "../ids.ts";
import { clocksOf } from "./clock.ts";
import { readStory, type StoryRecord, toldBefore } from "./read-story.ts";
import type { SlaTerms } from "./sla-policy.ts";
import { nextBreach, type Standing, standingOf } from "./standing.ts";
import { dueTellings, nextTellingAt, type Telling } from "./tellings.ts";

/** How a conversation's promises stand. */
export interface Promises {
  /** In the order in which they began. */
  readonly standings: readonly Standing[];
  /** What breaks next, or broke longest ago, of what goes on. */
  readonly next: Standing | undefined;
  /** Moments that came and were not told yet. */
  readonly tellings: readonly Telling[];
  /** When to look again; `undefined` while nothing can come by itself. */
  readonly lookAt: number | undefined;
}

/**
 * From what is written down of a conversation to how its promises stand: the one function of the
 * follower, of the timers and of whoever asks.
 * @param terms absent: it was promised nothing, and its times are measured
 */
export function foldPromises(
  record: StoryRecord,
  terms: SlaTerms | undefined,
  levelOf: (queue: QueueId) => Level,
  now: number,
): Promises {
  const clocks = clocksOf(readStory(record, levelOf));
  const standings = clocks.map((clock) => standingOf(clock, terms, now));
  const told = toldBefore(record.lines);
  return {
    standings,
    next: nextBreach(standings),
    tellings: terms ? dueTellings(standings, told, terms, now) : [],
    lookAt: nextTellingAt(standings, told),
  };
}
