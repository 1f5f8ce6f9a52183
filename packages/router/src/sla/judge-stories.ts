import { chooseTerms, type SlaTerms } from "@circuito/domain";
import { findTerms, type LoadedStory, listTermsInForce, type Queryable } from "@circuito/store";

/** Terms never change: the hours worked out of their calendars are kept with them. */
const TERMS_KEPT_MAX = 500;
const kept = new Map<string, SlaTerms>();

/** Stories with the terms by which each is judged: those it began with. */
export async function judgeStories(
  q: Queryable,
  stories: readonly LoadedStory[],
): Promise<{
  readonly judged: readonly (LoadedStory & { readonly termsId: string | null })[];
  readonly termsBy: (id: string | null) => SlaTerms | undefined;
}> {
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
  return { judged, termsBy: (id) => (id === null ? undefined : terms.get(id)) };
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
