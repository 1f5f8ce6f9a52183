import {
  findMovedStories,
  listLiveConversations,
  lockPromises,
  type NoticeRow,
  savePromises,
} from "@circuito/store";
import {
  type Follower,
  type FollowerDependencies,
  followOutbox,
  type Move,
} from "../follow/follow-outbox.ts";
import { foldStories } from "./fold-stories.ts";
import { lookAgain } from "./look-again.ts";

/** A conversation's message, line and change are one fold and not three. */
const GATHER_MS = 100;
/** Conversations folded in one transaction when all are looked at: short enough to hold no lock long. */
const CONVERSATIONS_AT_ONCE = 200;

/**
 * Follows the outbox and keeps the clocks of conversations as their stories say. What writes a story
 * pays nothing for it; the same notices, read again, make the same clocks.
 */
export function followStories(dependencies: FollowerDependencies): Follower {
  const { database, bus, now, log } = dependencies;

  /** Folds conversations, and moves on with them when there is a place to. */
  async function foldAll(ids: readonly string[], move?: Move): Promise<void> {
    if (ids.length === 0) {
      await move?.(database.pool);
      return;
    }
    const looks = await database.transaction(async ({ client }) => {
      // Stories are read and folded before the first write: from then on, what agents are told of others'
      // transactions waits for this one (invariant 11).
      await lockPromises(client, ids);
      const { folded, failed } = await foldStories(client, ids, now());
      if (move && !(await move(client))) return [];
      // Its clocks stay as they were; everybody else's go on.
      for (const one of failed) log.error("promises of a conversation not followed", one);
      return savePromises(client, folded);
    });
    if (looks.length > 0) bus.wake.publish("outbox");
    await lookAgain(bus.jobs, looks);
  }

  return followOutbox(dependencies, {
    name: "sla",
    gatherMs: GATHER_MS,
    async take(notices, move) {
      const of = (wanted: NoticeRow["type"]) => notices.filter(({ type }) => type === wanted);
      const moved = await findMovedStories(
        database.pool,
        of("message.created").map(({ subjectId }) => subjectId),
      );
      // What else changes of a conversation, this follower's own notices included, adds to no story.
      const told = of("activity.created").flatMap(({ conversationId }) => conversationId ?? []);
      await foldAll([...new Set([...moved, ...told])], move);
    },
    async begin(isStopped, settled) {
      let after: string | undefined;
      for (;;) {
        const ids = await listLiveConversations(database.pool, after, CONVERSATIONS_AT_ONCE);
        if (ids.length === 0 || isStopped()) return settled;
        await foldAll(ids);
        after = ids.at(-1);
      }
    },
  });
}
