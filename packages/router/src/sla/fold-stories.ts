import {
  chooseTerms,
  foldPromises,
  type Level,
  type QueueId,
  type SlaTerms,
} from "@circuito/domain";
import {
  type FoldedPromises,
  findTerms,
  listTermsInForce,
  loadStories,
  type Queryable,
  queueLevels,
} from "@circuito/store";

/** Conversations with how their promises stand now, and the terms these rest on. */
export interface FoldedStories {
  readonly folded: readonly FoldedPromises[];
  /** Those that could not be folded, and why: one of them holds up no other. */
  readonly failed: readonly { readonly conversationId: string; readonly error: string }[];
  readonly termsOf: (folded: FoldedPromises) => SlaTerms | undefined;
  /** `undefined`: there is no such queue. */
  readonly levelOf: (queue: QueueId) => Level | undefined;
}

/** Terms never change: the hours worked out of their calendars are kept with them. */
const TERMS_KEPT_MAX = 500;
const kept = new Map<string, SlaTerms>();

/** Loads what happened to conversations and folds it: a few statements, however many there are. */
export async function foldStories(
  q: Queryable,
  ids: readonly string[],
  now: number,
): Promise<FoldedStories> {
  const stories = await loadStories(q, ids);
  const levels = await queueLevels(q);
  const unseen = stories.some(({ termsId }) => termsId === undefined);
  const inForce = unseen ? await listTermsInForce(q) : [];
  const judged = stories.map((story) => ({
    ...story,
    termsId:
      story.termsId === undefined
        ? (chooseTerms(inForce, story.policyId, story.record.arrivedAt) ?? null)
        : story.termsId,
  }));
  const terms = await findKeptTerms(
    q,
    judged.flatMap(({ termsId }) => termsId ?? []),
  );
  const termsBy = (id: string | null) => (id === null ? undefined : terms.get(id));
  const folded: FoldedPromises[] = [];
  const failed: { conversationId: string; error: string }[] = [];
  for (const { conversationId, termsId, assigneeId, record } of judged) {
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

/** These, whatever other folds of this process make room for meanwhile. */
async function findKeptTerms(
  q: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SlaTerms>> {
  const asked = [...new Set(ids)];
  const known = new Map(asked.flatMap((id) => entryOf(id, kept.get(id))));
  const missing = asked.filter((id) => !known.has(id));
  if (missing.length === 0) return known;
  if (kept.size > TERMS_KEPT_MAX) kept.clear();
  for (const [id, terms] of await findTerms(q, missing)) {
    kept.set(id, terms);
    known.set(id, terms);
  }
  return known;
}

function entryOf(id: string, terms: SlaTerms | undefined): [string, SlaTerms][] {
  return terms ? [[id, terms]] : [];
}
