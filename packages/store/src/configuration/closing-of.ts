import { type ClosingRules, type QueueId, USUAL_CLOSING } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** What a queue asks before the end, as one column. */
export const closingOf = (queue: string): string => `jsonb_build_object(
  'needsCategory', ${queue}.closing_needs_category, 'resolution', ${queue}.closing_resolution,
  'surveyMayBeLeftOut', ${queue}.closing_survey_may_be_left_out)`;

/** Whether what waits in a queue may end there, and what is asked before it does. */
export interface EndTerms {
  /** Not in every directors' queue. */
  readonly mayEnd: boolean;
  readonly closing: ClosingRules;
}

export async function findEndTerms(q: Queryable, queueId: QueueId): Promise<EndTerms> {
  const { rows } = await q.query<EndTerms>({
    name: "find-end-terms",
    text: `select role <> 'director' or resolves_in_triage as "mayEnd", ${closingOf("queues")} as closing
      from queues where id = $1`,
    values: [queueId],
  });
  return rows[0] ?? { mayEnd: true, closing: USUAL_CLOSING };
}
