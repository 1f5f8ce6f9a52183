import { seesEverything } from "@circuito/domain";
import { crashPoint } from "@circuito/faults";
import type { ResumeAnswer } from "@circuito/protocol";
import {
  type AgentPrincipal,
  comparePositions,
  createGroupCommit,
  type Database,
  isCovered,
  isPosition,
  type Position,
  type Queryable,
  readMissedNotices,
} from "@circuito/store";
import { type AddressedEvent, loadAgentEvents } from "./agent-events.ts";
import { hearings } from "./rooms.ts";
import { TOGETHER } from "./together.ts";

/** More than this is told faster by fetching what is on screen (rules §12). */
const MISSED_MAX = 5_000;
/** Answers of so many are made in one turn of the loop, some milliseconds. */
const ANSWERED_AT_ONCE_MAX = 200;

/** Tells consoles what they missed. */
export interface Resumes {
  /**
   * What an agent missed between a position and now. Their socket is in its rooms already, so that what comes
   * after the answer's position reaches them live.
   */
  ask(who: AgentPrincipal, after: string): Promise<ResumeAnswer>;
}

interface Ask {
  readonly who: AgentPrincipal;
  readonly after: Position;
}

/** What each is told. */
type Answers = Map<Ask, ResumeAnswer>;

/**
 * Whoever comes while others are answered is answered with the next: ten thousand consoles that come back at once
 * read the outbox some dozens of times, on one connection, and not ten thousand times on all of them.
 * @param now everything up to here has been handed to the sockets of this node
 */
export function createResumes(database: Database, now: () => Position): Resumes {
  const asked = createGroupCommit<Ask, ResumeAnswer>({
    ...TOGETHER,
    batchMax: ANSWERED_AT_ONCE_MAX,
    async commit(asks) {
      const answers: Answers = new Map();
      const position = now();
      await database.connection((client) => answer(client, asks, position, answers));
      return asks.map((ask) => answers.get(ask) ?? startOver(position));
    },
  });
  return {
    async ask(who, after) {
      crashPoint("S3");
      return isPosition(after) ? await asked.add({ who, after }) : startOver(now());
    },
  };
}

const startOver = (position: Position): ResumeAnswer => ({ kind: "snapshot-required", position });

async function answer(
  q: Queryable,
  asks: readonly Ask[],
  now: Position,
  answers: Answers,
): Promise<void> {
  const behind = asks.filter((ask) => {
    if (comparePositions(ask.after, now) < 0) return true;
    // Another node was further: what lies between comes live, once more.
    answers.set(ask, { kind: "events", events: [], position: now });
    return false;
  });
  const oldest = behind.reduce<Position | undefined>(
    (least, { after }) =>
      least === undefined || comparePositions(after, least) < 0 ? after : least,
    undefined,
  );
  if (oldest === undefined) return;
  if (!(await isCovered(q, oldest))) {
    // Positions that are too old stand alone; the others are asked for without them.
    for (const one of behind) if (one.after === oldest) answers.set(one, startOver(now));
    const others = behind.filter(({ after }) => after !== oldest);
    return await answer(q, others, now, answers);
  }
  // Whoever sees everything would have all be read for the others, too.
  for (const group of [
    behind.filter(({ who }) => seesEverything(who)),
    behind.filter(({ who }) => !seesEverything(who)),
  ]) {
    await answerGroup(q, group, now, answers);
  }
}

async function answerGroup(
  q: Queryable,
  group: readonly Ask[],
  now: Position,
  answers: Answers,
): Promise<void> {
  const [first] = group;
  if (!first) return;
  const after = group.reduce(
    (least, one) => (comparePositions(one.after, least) < 0 ? one.after : least),
    first.after,
  );
  const audience = seesEverything(first.who)
    ? undefined
    : [...new Set(group.flatMap(({ who }) => [who.id, ...who.queueIds]))];
  const missed = await readMissedNotices(q, { after, upTo: now }, audience, MISSED_MAX);
  if (missed.length > MISSED_MAX) {
    if (group.length === 1) return void answers.set(first, startOver(now));
    // Too much for all together may be little for each.
    const half = Math.ceil(group.length / 2);
    await answerGroup(q, group.slice(0, half), now, answers);
    return await answerGroup(q, group.slice(half), now, answers);
  }
  const events = await loadAgentEvents(q, missed);
  const hear = hearings(events);
  for (const one of group) {
    const heard = hear(one.who, firstAfter(events, one.after));
    answers.set(one, { kind: "events", events: heard, position: now });
  }
}

/** Where the first event behind a position is; they are in order. */
function firstAfter(events: readonly AddressedEvent[], position: Position): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = events[middle]?.event.position ?? position;
    if (comparePositions(at, position) > 0) high = middle;
    else low = middle + 1;
  }
  return low;
}
