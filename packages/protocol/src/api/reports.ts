import { z } from "zod";
import {
  activityQuery,
  activityReportView,
  backlogQuery,
  backlogView,
  circuitQuery,
  circuitView,
  measuredQuery,
  measuredView,
  reportQuery,
  reportView,
} from "../reports.ts";
import { type ApiRoute, list } from "./route.ts";

const file = {
  format: z.enum(["csv", "xlsx"]).default("csv"),
  language: z.enum(["pt-BR", "en", "es"]).default("pt-BR"),
};

/** The measures of service: what each means is in docs/figures-of-service.md. */
export const REPORT_ROUTES = {
  getReport: {
    method: "GET",
    path: "/reports/figures",
    summary: "Figures of a period, by channel, queue, agent, … and by hour, day, week or month",
    role: "supervisor",
    query: reportQuery,
    response: reportView,
  },
  getReportFile: {
    method: "GET",
    path: "/reports/figures/file",
    summary: "The same as a table to download",
    role: "supervisor",
    query: reportQuery.safeExtend(file),
    response: z.string(),
    answersFile: true,
  },
  getCircuitReport: {
    method: "GET",
    path: "/reports/circuit",
    summary:
      "How many conversations of a period reached each stage of the circuit, and how long they stayed",
    role: "supervisor",
    query: circuitQuery,
    response: circuitView,
  },
  getBacklogReport: {
    method: "GET",
    path: "/reports/backlog",
    summary: "How many conversations were open at the end of each day",
    role: "supervisor",
    query: backlogQuery,
    response: backlogView,
  },
  getActivityReport: {
    method: "GET",
    path: "/reports/activity",
    summary:
      "A day of people: in which state they were when, and what they did; of oneself for everybody",
    role: "agent",
    query: activityQuery,
    response: activityReportView,
  },
  getActivityReportFile: {
    method: "GET",
    path: "/reports/activity/file",
    summary: "The same as a table to download: a row for each stretch of a state",
    role: "agent",
    query: activityQuery.safeExtend(file),
    response: z.string(),
    answersFile: true,
  },
  listMeasured: {
    method: "GET",
    path: "/reports/conversations",
    summary: "The conversations that a figure is made of, the newest first",
    role: "supervisor",
    query: measuredQuery,
    response: list(measuredView),
  },
  getConversationsFile: {
    method: "GET",
    path: "/reports/conversations/file",
    summary:
      "One row for each conversation that began in a period, with all that was measured of it",
    role: "supervisor",
    query: circuitQuery.safeExtend(file),
    response: z.string(),
    answersFile: true,
  },
} as const satisfies Record<string, ApiRoute>;
