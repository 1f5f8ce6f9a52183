import { ACTS, FIGURE_IDS, isLocalDate, PRESENCE_STATES, STAGES } from "@circuito/domain";
import { z } from "zod";
import { presenceReason } from "./views/people.ts";

/** A local date of the zone that reports are in. */
const localDate = z.string().refine(isLocalDate, "is no date");

/** What a report is narrowed down to. Of agent, category and segment, one at a time. */
const reportFilter = {
  /** Both dates are in it. */
  from: localDate,
  until: localDate,
  channel: z.string().min(1).max(40).optional(),
  inboxId: z.uuid().optional(),
  queueId: z.uuid().optional(),
  level: z.coerce.number().int().min(1).max(3).optional(),
  agentId: z.uuid().optional(),
  categoryId: z.uuid().optional(),
  segment: z.string().min(1).max(60).optional(),
};

export const REPORT_GROUPS = [
  "channel",
  "inbox",
  "queue",
  "level",
  "agent",
  "category",
  "segment",
] as const;
export type ReportGroup = (typeof REPORT_GROUPS)[number];

export const REPORT_STEPS = ["hour", "day", "week", "month"] as const;

const figureId = z
  .enum(FIGURE_IDS as [string, ...string[]])
  .pipe(z.custom<(typeof FIGURE_IDS)[number]>());

export const reportQuery = z.strictObject({
  ...reportFilter,
  /** Their ids, with commas between. */
  figures: z
    .string()
    .max(1_000)
    .transform((text) => text.split(","))
    .pipe(z.array(figureId).min(1).max(FIGURE_IDS.length)),
  by: z.enum(REPORT_GROUPS).optional(),
  step: z.enum(REPORT_STEPS).optional(),
});
export type ReportQuery = z.output<typeof reportQuery>;

export const circuitQuery = z.strictObject(reportFilter);
export const backlogQuery = z.strictObject({
  from: reportFilter.from,
  until: reportFilter.until,
  channel: reportFilter.channel,
  inboxId: reportFilter.inboxId,
});

export const measuredQuery = z
  .strictObject({
    ...reportFilter,
    /** What number it is: a figure, or how many reached a stage. */
    figure: figureId.optional(),
    stage: z.enum(STAGES).optional(),
    /** Of a share: those that did, or those that did not. */
    hit: z.enum(["yes", "no"]).optional(),
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  })
  .refine(({ figure, stage }) => (figure === undefined) !== (stage === undefined), {
    message: "name a figure or a stage",
  });
export type MeasuredQuery = z.output<typeof measuredQuery>;

const spread = z.object({ mean: z.number(), p50: z.number(), p90: z.number() });

export const figureValue = z.object({
  /** Of how many it was worked out. */
  of: z.number(),
  /** How many, seconds (the mean), a share 0–1 (NPS −1–1), points; null: there was nothing to work it out of. */
  value: z.number().nullable(),
  /** Of durations, seconds; quantiles are within 1 %. */
  wall: spread.optional(),
  business: spread.optional(),
  distribution: z.array(z.tuple([z.number(), z.number()])).optional(),
  /** What can still change by what customers do, told apart. */
  provisional: z.object({ of: z.number(), value: z.number().nullable() }).optional(),
});
export type FigureValueView = z.infer<typeof figureValue>;

/** Whose hours and dates these are, and whether all that happened has been counted yet. */
const reportHead = {
  timeZone: z.string(),
  from: z.string(),
  until: z.string(),
  isComplete: z.boolean(),
};

export const reportView = z.object({
  ...reportHead,
  rows: z.array(
    z.object({
      /** Id, channel, level, segment; null: not told apart, or of none. */
      key: z.string().nullable(),
      name: z.string().nullable(),
      /** When its hour began (ISO 8601), or its first date; null: the whole period. */
      at: z.string().nullable(),
      figures: z.record(z.string(), figureValue),
    }),
  ),
});
export type ReportView = z.infer<typeof reportView>;

export const circuitView = z.object({
  ...reportHead,
  stages: z.array(
    z.object({
      stage: z.enum(STAGES),
      /** Of the conversations that began in the period. */
      reached: z.number(),
      /** How many of them went on, and how long they had stayed, seconds. */
      left: z.number(),
      stay: spread.nullable(),
    }),
  ),
});
export type CircuitView = z.infer<typeof circuitView>;

export const backlogView = z.object({
  ...reportHead,
  /** How many were open when each day ended; today: now. */
  days: z.array(z.object({ date: z.string(), open: z.number() })),
});
export type BacklogView = z.infer<typeof backlogView>;

/** Whose day it was: everybody's whom one may ask about, those of a queue, or one person's. */
export const activityQuery = z.strictObject({
  date: localDate,
  queueId: z.uuid().optional(),
  agentId: z.uuid().optional(),
});
export type ActivityQuery = z.output<typeof activityQuery>;

const seconds = z.number();
/** A day of people, in the zone that reports are in. Nothing is told of what was before anything was written down. */
export const activityReportView = z.object({
  timeZone: z.string(),
  date: z.string(),
  /** When the day began, and when it ends. */
  from: z.string(),
  to: z.string(),
  agents: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      spans: z.array(
        z.object({
          state: z.enum(PRESENCE_STATES),
          /** Of a break, or why Circuito set the state. */
          reason: presenceReason.nullable(),
          from: z.string(),
          to: z.string(),
        }),
      ),
      /** How long they were in each state. */
      seconds: z.object({
        available: seconds,
        busy: seconds,
        away: seconds,
        disconnected: seconds,
        offline: seconds,
      }),
      /** How often they did what. */
      did: z.object({
        claimed: z.int(),
        answered: z.int(),
        directed: z.int(),
        resolved: z.int(),
      }),
    }),
  ),
  /** Of one person: what they did, oldest first; null: of several. */
  acts: z
    .array(
      z.object({
        at: z.string(),
        act: z.enum(ACTS),
        conversationId: z.uuid(),
        protocol: z.string(),
      }),
    )
    .nullable(),
  /** They did more than is told. */
  isCut: z.boolean(),
});
export type ActivityReportView = z.infer<typeof activityReportView>;

export const measuredView = z.object({
  conversationId: z.uuid(),
  protocol: z.string(),
  channel: z.string(),
  contactName: z.string().nullable(),
  title: z.string().nullable(),
  fact: z.string(),
  at: z.string(),
  queueName: z.string().nullable(),
  agentName: z.string().nullable(),
  level: z.number(),
  count: z.number(),
  hit: z.boolean().nullable(),
  /** Seconds of a duration, points. */
  value: z.number().nullable(),
  business: z.number().nullable(),
});
export type MeasuredView = z.infer<typeof measuredView>;
