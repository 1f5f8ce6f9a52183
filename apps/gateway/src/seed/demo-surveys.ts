import { NO_SURVEYS, RESPOND_WITHIN_MS, SURVEY_DELAY_MS } from "@circuito/domain";
import { type Queryable, saveSurveySettings } from "@circuito/store";

/** Everybody is asked how it was, with the usual question. */
export async function saveDemoSurveys(
  tx: Queryable,
  newId: () => string,
  now: number,
): Promise<void> {
  const policy = {
    id: newId(),
    name: "Satisfação (CSAT)",
    enabled: true,
    kind: "csat",
    scope: { queueIds: [], levels: [], channels: [] },
    delayMs: SURVEY_DELAY_MS,
    respondWithinMs: RESPOND_WITHIN_MS,
    question: {},
    asksWhy: true,
    followUp: {},
  } as const;
  const settings = { ...NO_SURVEYS, policies: [policy] };
  await saveSurveySettings(tx, settings, { id: undefined, name: "Circuito", at: now });
}
