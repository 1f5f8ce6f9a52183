import { foldPromises, type Level, type QueueId, type SlaTerms } from "@circuito/domain";
import { type FoldedPromises, loadStories, type Queryable, queueLevels } from "@circuito/store";
import { takeTurns } from "../follow/take-turns.ts";
import { judgeStories } from "./judge-stories.ts";

/** Conversations with how their promises stand now, and the terms these rest on. */
export interface FoldedStories {
  readonly folded: readonly FoldedPromises[];
  /** Those that could not be folded, and why: one of them holds up no other. */
  readonly failed: readonly { readonly conversationId: string; readonly error: string }[];
  readonly termsOf: (folded: FoldedPromises) => SlaTerms | undefined;
  /** `undefined`: there is no such queue. */
  readonly levelOf: (queue: QueueId) => Level | undefined;
}

/** Loads what happened to conversations and folds it: a few statements, however many there are. */
export async function foldStories(
  q: Queryable,
  ids: readonly string[],
  now: number,
): Promise<FoldedStories> {
  const stories = await loadStories(q, ids);
  const levels = await queueLevels(q);
  const { judged, termsBy } = await judgeStories(q, stories);
  const folded: FoldedPromises[] = [];
  const failed: { conversationId: string; error: string }[] = [];
  const endOfTurn = takeTurns();
  for (const { conversationId, termsId, assigneeId, record } of judged) {
    await endOfTurn();
    try {
      const promises = foldPromises(record, termsBy(termsId), (id) => levels.get(id) ?? 1, now);
      folded.push({ conversationId, termsId, queueId: record.queueId, assigneeId, promises });
    } catch (error) {
      failed.push({ conversationId, error: error instanceof Error ? error.message : "unknown" });
    }
  }
  return {
    folded,
    failed,
    termsOf: ({ termsId }) => termsBy(termsId),
    levelOf: (id) => levels.get(id),
  };
}
