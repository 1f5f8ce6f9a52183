import { listMeasured, loadReportNames } from "@circuito/store";
import type { Handlers } from "../handler.ts";
import { activityFile } from "../reports/activity-file.ts";
import { activityReport } from "../reports/activity-report.ts";
import { conversationsFile } from "../reports/conversations-file.ts";
import { figuresFile } from "../reports/figures-file.ts";
import { figuresReport } from "../reports/figures-report.ts";
import { measuredCursor, measuredFilter, measuredViewOf, nextOf } from "../reports/measured.ts";
import { backlogReport, circuitReport } from "../reports/other-reports.ts";
import type { WebParts } from "../web-parts.ts";

type Route =
  | "getReport"
  | "getReportFile"
  | "getCircuitReport"
  | "getBacklogReport"
  | "getActivityReport"
  | "getActivityReportFile"
  | "listMeasured"
  | "getConversationsFile";

/** The measures of service (rules §11), from what the figures' follower has added up. */
export function reportHandlers(parts: WebParts): Pick<Handlers, Route> {
  const { pool } = parts.database;
  return {
    getReport: ({ query }) => figuresReport(pool, query, parts.now()),

    async getReportFile({ query: { format, ...query } }) {
      return figuresFile(query, await figuresReport(pool, query, parts.now()), format);
    },

    getCircuitReport: ({ query }) => circuitReport(pool, query),

    getBacklogReport: ({ query }) => backlogReport(pool, query),

    getActivityReport: ({ who, query }) => activityReport(pool, who, query, parts.now()),

    async getActivityReportFile({ who, query: { format, language, ...query } }) {
      return activityFile(await activityReport(pool, who, query, parts.now()), format, language);
    },

    async listMeasured({ query }) {
      const names = await loadReportNames(pool);
      const filter = await measuredFilter(pool, query);
      const after = measuredCursor(query.cursor);
      const found = await listMeasured(pool, filter, { after, limit: query.limit });
      return {
        items: found.map((one) => measuredViewOf(one, names)),
        nextCursor: found.length < query.limit ? null : nextOf(found.at(-1)),
      };
    },

    getConversationsFile: ({ query: { format, ...query } }) =>
      conversationsFile(pool, query, format),
  };
}
