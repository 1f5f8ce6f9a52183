import { searchWords, wordsToStem } from "@circuito/domain";
import {
  listUnsearched,
  loadUnsearched,
  type Queryable,
  saveWords,
  type Unsearched,
} from "@circuito/store";
import { type Follower, type FollowerDependencies, followOutbox } from "../follow/follow-outbox.ts";
import { takeTurns } from "../follow/take-turns.ts";

/** Nobody searches for what was said a moment ago; more at once is cheaper for the index. */
const GATHER_MS = 1_000;
/** Messages whose words are taken in one transaction when all are read. */
const MESSAGES_AT_ONCE = 500;

/** Follows the outbox and keeps the words by which messages are found. */
export function followWords(dependencies: Omit<FollowerDependencies, "now">): Follower {
  const { database } = dependencies;
  return followOutbox(dependencies, {
    name: "words",
    gatherMs: GATHER_MS,
    async take(notices, move) {
      const ids = notices.flatMap(({ type, subjectId }) =>
        type === "message.created" || type === "message.changed" ? [subjectId] : [],
      );
      const messages = await loadUnsearched(database.pool, [...new Set(ids)]);
      await database.transaction(async ({ client }) => {
        await save(client, messages);
        // Last, so that nothing is locked while words are taken. If somebody else follows they are the same.
        await move(client);
      });
    },
    async begin(isStopped, settled) {
      let after: string | undefined;
      while (!isStopped()) {
        const page = await listUnsearched(database.pool, after, MESSAGES_AT_ONCE);
        await save(database.pool, page.messages);
        if (page.last === undefined) break;
        after = page.last;
      }
      return settled;
    },
  });
}

async function save(q: Queryable, messages: readonly Unsearched[]): Promise<void> {
  const endOfTurn = takeTurns();
  const found: Parameters<typeof saveWords>[1][number][] = [];
  for (const message of messages) {
    await endOfTurn();
    const { text } = message;
    found.push({ ...message, words: searchWords(text), forms: wordsToStem(text) });
  }
  await saveWords(q, found);
}
