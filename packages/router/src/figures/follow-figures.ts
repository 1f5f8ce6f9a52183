import { beginsIn, FIGURES_VERSION } from "@circuito/domain";
import {
  type FactsPlan,
  FIGURES_FOLLOWER,
  findBoardSettings,
  findConversationsOfChanged,
  findEarlierConversations,
  findFiguresBuild,
  findUnmeasuredLooks,
  forgetFigures,
  forgetPosition,
  hasUnmeasuredLooks,
  isCovered,
  isTooSlow,
  listAllConversations,
  lockFigures,
  markMeasured,
  type NoticeRow,
  noteReading,
  type Position,
  planFacts,
  type Queryable,
  saveFiguresBuild,
  writeFacts,
} from "@circuito/store";
import {
  type Follower,
  type FollowerDependencies,
  followOutbox,
  type Move,
} from "../follow/follow-outbox.ts";
import { foldFigures } from "./fold-figures.ts";

/**
 * Nobody reads a report by the second; what happens within it to one conversation is one fold, of all its story:
 * who looks five times as often measures a busy conversation five times.
 */
const GATHER_MS = 5_000;
/**
 * Conversations, or looks at them that grew, measured in one transaction: a second or two. Each roll-up that
 * they touch is written once, so that twice as many are less than twice as much to write.
 */
const CONVERSATIONS_AT_ONCE = 1_000;
/**
 * Read at once when it is behind: some ten seconds of a busy service, in which thousands of conversations under
 * way moved several times each, and are measured once.
 */
const NOTICES_AT_ONCE = 40_000;
/** Where the database is so slow that a statement does not come to its end: so few at once. */
const CONVERSATIONS_AT_LEAST = 16;
/** By how much it gets fewer then, at once, and more again, each time that it went well. */
const SHRINKS = 4;
const GROWS = 2;
/**
 * Follows the outbox and keeps facts and roll-ups as the stories of conversations say. What writes a
 * story pays nothing for it; a story that is read again gives the same facts, which change nothing.
 * @param conversationsAtOnce fewer for tests
 */
export function followFigures(
  dependencies: FollowerDependencies,
  conversationsAtOnce = CONVERSATIONS_AT_ONCE,
): Follower {
  const { database, now, log } = dependencies;
  let begins = beginsIn("UTC");
  let zone: string | undefined;

  function useZone(timeZone: string): void {
    if (timeZone !== zone) begins = beginsIn(timeZone);
    zone = timeZone;
  }

  let atOnce = conversationsAtOnce;

  /**
   * Measures conversations, and moves on with the last of them when there is a place to. Those before are
   * committed by themselves: a story that is read again gives the same facts.
   */
  async function measure(ids: readonly string[], move?: Move): Promise<void> {
    for (let done = 0; done < ids.length || move; ) {
      const page = ids.slice(done, done + atOnce);
      const isLast = done + page.length === ids.length;
      try {
        await measurePage(page, isLast ? move : undefined);
      } catch (error) {
        if (!mayBeFewer(error, page.length)) throw error;
        continue;
      }
      atOnce = Math.min(conversationsAtOnce, atOnce * GROWS);
      done += page.length;
      if (isLast) return;
    }
  }

  /** Whether it is worth another try, of fewer. @param were conversations that were too many */
  function mayBeFewer(error: unknown, were: number): boolean {
    if (!isTooSlow(error) || were <= CONVERSATIONS_AT_LEAST) return false;
    atOnce = Math.max(CONVERSATIONS_AT_LEAST, Math.ceil(were / SHRINKS));
    log.warn("figures are made of fewer conversations at once", { atOnce });
    return true;
  }

  /**
   * All that takes long is done before the first write: from then on, what agents are told of others'
   * transactions waits for this one (invariant 11).
   */
  async function measurePage(ids: readonly string[], move: Move | undefined): Promise<void> {
    if (ids.length === 0) {
      await move?.(database.pool);
      return;
    }
    await database.transaction(async ({ client, commitWith }) => {
      await lockFigures(client);
      const plan = await fold(client, ids);
      if (move && !(await move(client))) return;
      await commitWith(() => writeFacts(client, plan));
    });
  }

  async function fold(q: Queryable, ids: readonly string[]): Promise<FactsPlan> {
    const { folded, failed } = await foldFigures(q, ids, now());
    for (const one of failed) log.error("figures of a conversation not followed", one);
    return planFacts(q, folded, begins);
  }

  return followOutbox(dependencies, {
    name: FIGURES_FOLLOWER,
    gatherMs: GATHER_MS,
    noticesAtOnce: NOTICES_AT_ONCE,
    async take(notices, move) {
      const { timeZone } = await findBoardSettings(database.pool);
      const build = await findFiguresBuild(database.pool);
      if (timeZone !== build?.timeZone) {
        // Hours and days begin elsewhere: everything is added up anew.
        await database.transaction(({ client }) => forgetFigures(client));
        return;
      }
      if (build.version !== FIGURES_VERSION) {
        // Other rules: every story is read anew, and replaces the facts that it gave before.
        await forgetPosition(database.pool, FIGURES_FOLLOWER);
        return;
      }
      useZone(timeZone);
      const { moved, told } = whatMoved(notices);
      const earlier = await findEarlierConversations(database.pool, moved);
      const ofChanged = await findConversationsOfChanged(database.pool, told);
      await measure([...new Set([...moved, ...earlier, ...ofChanged])], move);
    },
    async takeOther() {
      // Looks write no notices: they would wake every console twice a minute for each person at work.
      if (!(await hasUnmeasuredLooks(database.pool))) return false;
      const build = await findFiguresBuild(database.pool);
      if (build?.version !== FIGURES_VERSION) return false;
      useZone(build.timeZone);
      const looks = atOnce;
      try {
        return await database.transaction(async ({ client, commitWith }) => {
          await lockFigures(client);
          const unmeasured = await findUnmeasuredLooks(client, looks);
          const ids = unmeasured.conversationIds;
          if (ids.length === 0) return false;
          const plan = await fold(client, ids);
          await commitWith(() => [markMeasured(client, unmeasured), ...writeFacts(client, plan)]);
          return true;
        });
      } catch (error) {
        if (!mayBeFewer(error, looks)) throw error;
        return true;
      }
    },
    async begin(isStopped, settled) {
      const build = await beginBuild(settled);
      useZone(build.timeZone);
      const { from } = build.reading;
      let { after } = build.reading;
      for (;;) {
        const ids = await listAllConversations(
          database.pool,
          after ?? undefined,
          conversationsAtOnce,
        );
        if (isStopped()) return from;
        const isThrough = ids.length === 0;
        await measure(ids);
        after = ids.at(-1) ?? after;
        const reading = isThrough ? undefined : { from, after };
        if (!(await noteReading(database.pool, build, reading))) {
          throw new Error("figures are to be made anew");
        }
        if (isThrough) return from;
      }
    },
  });

  /** Goes on with a reading that was interrupted, as long as all that was noticed since can be taken. */
  async function beginBuild(settled: Position) {
    const { timeZone } = await findBoardSettings(database.pool);
    return database.transaction(async ({ client }) => {
      const before = await findFiguresBuild(client);
      if (before?.timeZone !== timeZone) await forgetFigures(client);
      else if (before.version === FIGURES_VERSION && before.reading) {
        const { reading } = before;
        if (await isCovered(client, reading.from)) return { ...before, reading };
      }
      const reading = { from: settled, after: null as string | null };
      const build = { timeZone, version: FIGURES_VERSION, begunAt: now(), reading };
      await saveFiguresBuild(client, build);
      return build;
    });
  }
}

/** Conversations in which something was said or happened, and the lines that say what happened. */
function whatMoved(notices: readonly NoticeRow[]): {
  readonly moved: readonly string[];
  readonly told: readonly string[];
} {
  const moved = new Set<string>();
  const told: string[] = [];
  for (const { type, conversationId, subjectId } of notices) {
    if (type !== "message.created" && type !== "activity.created") continue;
    if (conversationId !== null) moved.add(conversationId);
    if (type === "activity.created") told.push(subjectId);
  }
  return { moved: [...moved], told };
}
