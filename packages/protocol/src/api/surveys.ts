import { z } from "zod";
import {
  surveyAnswer,
  surveyFilter,
  surveySettingsBody,
  surveySettingsView,
  surveySummary,
} from "../surveys.ts";
import { type ApiRoute, list, page } from "./route.ts";

/** How it was: CSAT, CES and NPS. */
export const SURVEY_ROUTES = {
  getSurveys: {
    method: "GET",
    path: "/surveys",
    summary: "Which customers are asked what after their conversation, and how often",
    role: "admin",
    response: surveySettingsView,
  },
  saveSurveys: {
    method: "PUT",
    path: "/surveys",
    summary: "Set all surveys, in their order; 409 when somebody else saved since `version`",
    role: "admin",
    body: surveySettingsBody,
    response: surveySettingsView,
  },
  getSurveyResults: {
    method: "GET",
    path: "/survey-results",
    summary: "What surveys of a period came to, of all or by group; with their distribution",
    role: "supervisor",
    query: z.strictObject({
      ...surveyFilter,
      by: z.enum(["queue", "level", "channel", "agent"]).optional(),
    }),
    response: z.object({ items: z.array(surveySummary) }),
  },
  listSurveyAnswers: {
    method: "GET",
    path: "/survey-answers",
    summary: "The answers behind a figure, newest survey first",
    role: "supervisor",
    query: z.strictObject({
      ...surveyFilter,
      score: z.coerce.number().int().min(0).max(10).optional(),
      /** The last answer of the page before. */
      cursor: z.uuid().optional(),
      limit: page.limit,
    }),
    response: list(surveyAnswer),
  },
} as const satisfies Record<string, ApiRoute>;
