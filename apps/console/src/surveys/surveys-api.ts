import type {
  SurveyAnswerView,
  SurveyPolicyView,
  SurveySettingsBody,
  SurveySettingsView,
  SurveySummaryView,
} from "@circuito/protocol";
import { RESPOND_WITHIN_MS, SURVEY_DELAY_MS } from "@circuito/protocol/surveys-text";
import { useQuery } from "@tanstack/react-query";
import { request } from "../api/request.ts";

export type SurveyKind = SurveyPolicyView["kind"];

export const SURVEYS_KEY = ["surveys"];

export const saveSurveys = (body: SurveySettingsBody) =>
  request<SurveySettingsView>("PUT", "/surveys", { body });

export function useSurveys() {
  return useQuery({
    queryKey: SURVEYS_KEY,
    queryFn: () => request<SurveySettingsView>("GET", "/surveys"),
  });
}

/** As far back as results are shown; days. */
export const RESULT_DAYS = 30;
const DAY_MS = 86_400_000;

/** Of the last days; until the end of this minute, so that the same is asked again by its key. */
function periodOf(now: number): string {
  const to = Math.ceil(now / 60_000) * 60_000;
  const iso = (at: number) => new Date(at).toISOString();
  return `from=${iso(to - RESULT_DAYS * DAY_MS)}&to=${iso(to)}`;
}

export interface SurveyResults {
  readonly summaries: readonly SurveySummaryView[];
  readonly answers: readonly SurveyAnswerView[];
}

export function useSurveyResults() {
  return useQuery({
    queryKey: ["survey-results"],
    queryFn: async (): Promise<SurveyResults> => {
      const period = periodOf(Date.now());
      const [results, answers] = await Promise.all([
        request<{ items: SurveySummaryView[] }>("GET", `/survey-results?${period}`),
        request<{ items: SurveyAnswerView[] }>("GET", `/survey-answers?${period}&limit=10`),
      ]);
      return { summaries: results.items, answers: answers.items };
    },
  });
}

/** Where a new survey begins: for everybody, at the usual times, in the built-in words. */
export function newSurvey(kind: SurveyKind, name: string): SurveyPolicyView {
  return {
    id: crypto.randomUUID(),
    name,
    enabled: true,
    kind,
    scope: { queueIds: [], levels: [], channels: [] },
    delayMs: SURVEY_DELAY_MS,
    respondWithinMs: RESPOND_WITHIN_MS,
    question: {},
    asksWhy: true,
    followUp: {},
  };
}
