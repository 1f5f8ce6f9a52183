import {
  type AskState,
  type DeskConversation,
  type GivenScore,
  SCORE_CHANGEABLE_MS,
} from "@circuito/domain";
import {
  endAsk,
  findAsk,
  findSurvey,
  lockDeskConversation,
  type SurveyOfAsk,
  saveScores,
  type Transaction,
} from "@circuito/store";
import { type Nudges, nudge, saveChange } from "../change.ts";
import type { Desk } from "../desk.ts";
import { HOUSE } from "./house.ts";

/** Whether a survey takes a score: a first one until its end, another one for a day after the first. */
export function takesScore(
  { state, endsAt, answeredAt }: Pick<SurveyOfAsk, "state" | "endsAt" | "answeredAt">,
  now: number,
): boolean {
  if (state === "open") return now < endsAt;
  return state === "answered" && answeredAt !== undefined && now < answeredAt + SCORE_CHANGEABLE_MS;
}

/** What became of a score that was given on the page of a link. */
export type ScoredByLink =
  | { readonly kind: "recorded" }
  | { readonly kind: "over"; readonly state: AskState }
  | { readonly kind: "unknown" };

/**
 * Takes a score, with its reasons, from whoever holds the survey's link. The same twice is once; another
 * one within a day takes its place.
 * @param given a score of the survey's scale, and reasons no longer than `REASONS_LENGTH_MAX`
 */
export async function scoreByLink(
  desk: Desk,
  askId: string,
  given: GivenScore,
): Promise<ScoredByLink> {
  const { scored, nudges } = await desk.database.transaction((tx) =>
    scoreIn(desk, tx, askId, given),
  );
  if (nudges) await nudge(desk, nudges);
  return scored;
}

async function scoreIn(
  desk: Desk,
  tx: Transaction,
  askId: string,
  given: GivenScore,
): Promise<{ readonly scored: ScoredByLink; readonly nudges?: Nudges }> {
  const { client } = tx;
  const now = desk.now();
  const asked = await findAsk(client, askId);
  const before = asked && (await lockDeskConversation(tx, asked.conversationId));
  // Under its conversation's lock, as the router has it.
  const survey = before && (await findSurvey(client, askId));
  if (!survey) return { scored: { kind: "unknown" } };
  if (!takesScore(survey, now)) return { scored: { kind: "over", state: survey.state } };
  const { score, comment } = given;
  const isSame = survey.score === score && (comment === undefined || comment === survey.comment);
  if (isSame) return { scored: { kind: "recorded" } };
  const end = { kind: "answered", value: String(score), by: "link" } as const;
  if (survey.state === "open") await endAsk(client, survey.askId, end, now);
  await saveScores(client, [{ ...given, askId: survey.askId }], now);
  const because =
    survey.score === undefined ? "scored" : survey.score === score ? "told-why" : "score-changed";
  const data = { askId, kind: survey.kind, score, by: "link" };
  // What it listened for on its channel was said here.
  const isListening = before.ask?.id === survey.askId;
  const after: DeskConversation = isListening ? { ...before, ask: undefined } : before;
  const activity = { kind: "survey-answered", because, data };
  return {
    scored: { kind: "recorded" },
    nudges: await saveChange(tx, HOUSE, { before, after, activity }, now),
  };
}
