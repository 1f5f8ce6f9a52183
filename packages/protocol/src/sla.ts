/* Calendars, what is promised by them, and how promises are kept. */
import {
  areHours,
  BRAZILIAN_HOLIDAYS,
  isLocalDate,
  isTimeZone,
  SLA_MEASURES,
  SLA_PAUSES,
} from "@circuito/domain";
import { z } from "zod";

const id = z.uuid();
const instant = z.iso.datetime();
const name = z.string().trim().min(1).max(120);

export const slaMeasure = z.enum(SLA_MEASURES);
export const slaMoment = z.enum(["warning", "breach", "overdue"]);

/** More in a week than anybody opens and closes. */
const INTERVALS_MAX = 100;
/** Some years of imported dates. */
export const EXCEPTIONS_MAX = 2_000;
/** One an hour is more than anybody opens and closes on a day. */
export const EXCEPTION_HOURS_MAX = 24;

/** Minutes after local midnight; past midnight, `to` is more than 1440. */
const minutes = { from: z.int(), to: z.int() };
const hours = z.strictObject(minutes).refine(areHours, "is not from a minute to a later one");

export const calendarException = z.strictObject({
  date: z.string().refine(isLocalDate, "is no date"),
  name: name.optional(),
  /** None: closed. */
  hours: z.array(hours).max(EXCEPTION_HOURS_MAX),
});

const calendarContent = {
  name,
  /** An IANA zone, as `America/Sao_Paulo`. */
  timeZone: z.string().max(60).refine(isTimeZone, "is no time zone known here"),
  intervals: z
    .array(
      z
        .strictObject({ /** 0 is Sunday. */ weekday: z.int().min(0).max(6), ...minutes })
        .refine(areHours, "is not from a minute to a later one"),
    )
    .max(INTERVALS_MAX),
  /** Brazilian ones, on which it is closed. */
  holidays: z.array(z.enum(BRAZILIAN_HOLIDAYS as readonly [string, ...string[]])).max(40),
  /** Dates with hours of their own; each once. */
  exceptions: z
    .array(calendarException)
    .max(EXCEPTIONS_MAX)
    .refine(
      (all) => new Set(all.map(({ date }) => date)).size === all.length,
      "a date comes twice",
    ),
};

export const calendarBody = z.strictObject({
  ...calendarContent,
  holidays: calendarContent.holidays.default([]),
  exceptions: calendarContent.exceptions.default([]),
});
export type CalendarBody = z.input<typeof calendarBody>;
export const calendarView = z.object({ id, ...calendarContent });
export type CalendarView = z.infer<typeof calendarView>;

/** Whether it is open at an instant, and the holidays of that year and the next. */
export type CalendarPreview = z.infer<typeof calendarPreview>;
export const calendarPreview = z.object({
  at: instant,
  open: z.boolean(),
  /** Null: it is open, or stays closed for 60 days. */
  opensAt: instant.nullable(),
  /** Null: it is closed, or stays open for 60 days. */
  closesAt: instant.nullable(),
  /** Open time of the seven days from then on, ms. */
  weekMs: z.int(),
  holidays: z.array(
    z.object({
      name: z.string(),
      date: z.string(),
      /** By federal law, by municipal law, or customary only. */
      standing: z.enum(["national", "municipal", "customary"]),
      chosen: z.boolean(),
    }),
  ),
});

/** A calendar as it would be, looked at without keeping it. */
export const previewDraftBody = z.strictObject({ calendar: calendarBody, at: instant.optional() });

/** Who counts, answers or works by a calendar. */
export const calendarUse = z.object({
  calendarId: id,
  inboxes: z.array(z.object({ id, name: z.string() })),
  policies: z.array(z.object({ id, name: z.string() })),
  people: z.array(z.object({ id, name: z.string() })),
});
export type CalendarUse = z.infer<typeof calendarUse>;

/** When people answer an inbox: rules, attendants and absence messages go by it. Null: always. */
export const inboxCalendar = z.strictObject({ calendarId: id.nullable() });
export type InboxCalendar = z.infer<typeof inboxCalendar>;

/** Public holidays of twenty years are some hundred kilobytes. */
const ICS_LENGTH_MAX = 400_000;

export const importCalendarBody = z.strictObject({
  /** The text of an iCalendar file (RFC 5545). */
  ics: z.string().min(1).max(ICS_LENGTH_MAX),
  /** What its events are: times at which it is closed, or the only ones at which their dates are open. */
  means: z.enum(["closed", "open"]).default("closed"),
  /** Dates up to the end of this many years from now are taken. */
  years: z.int().min(1).max(10).default(3),
  /** Only tells what it would make of the calendar. */
  dryRun: z.boolean().default(false),
});

export const calendarImport = z.object({
  calendar: calendarView,
  /** Dates that were set by it. */
  dates: z.int(),
  /** How often events of the file take place in the years asked for. */
  events: z.int(),
  /** Of events that were passed over, why: `without-a-start`, `recurs-too-often`, `in-the-past`… */
  passedOver: z.array(z.object({ because: z.string(), events: z.int() })),
});

/** A year: a promise beyond it is none. */
const WITHIN_MAX_MS = 366 * 24 * 60 * 60_000;
const level = z.union([z.literal(1), z.literal(2), z.literal(3)]);

export const slaTarget = z.strictObject({
  measure: slaMeasure,
  /** Null: of every level without a target of its own. */
  level: level.nullable(),
  withinMs: z.int().min(60_000).max(WITHIN_MAX_MS),
  /** Null: around the clock. */
  calendarId: id.nullable(),
});

export const slaAction = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("raise-priority"), by: z.int().min(1).max(5) }),
  z.strictObject({ kind: z.literal("notify"), whom: z.enum(["agent", "supervisors"]) }),
  z.strictObject({ kind: z.literal("move"), queueId: id }),
]);

const policyContent = {
  name,
  /** Holds for conversations that no rule gave another. */
  isDefault: z.boolean(),
  targets: z
    .array(slaTarget)
    .max(20)
    .refine(
      (all) => new Set(all.map((t) => `${t.measure} ${t.level}`)).size === all.length,
      "a measure comes twice at one level",
    ),
  /** What stops a promise's time, besides waiting for the customer. */
  pauses: z.array(z.enum(SLA_PAUSES)),
  rules: z
    .array(
      z.strictObject({
        at: slaMoment,
        /** Absent: of every measure. */
        measures: z.array(slaMeasure).min(1).optional(),
        action: slaAction,
      }),
    )
    .max(50),
};

export const slaPolicyBody = z.strictObject(policyContent);
export type SlaPolicyBody = z.input<typeof slaPolicyBody>;
export const slaPolicyView = z.object({
  id,
  ...policyContent,
  /** Counts up with every change of the policy or of its calendars' hours. */
  revision: z.int(),
  /** Open conversations that keep older terms. */
  openUnderOlder: z.int(),
  /** Conversations of the last 30 days that were promised it: 0 of one that matches nobody. */
  promisedLately: z.int(),
  /** Rules in force give it; the default one needs none. */
  namedByRules: z.boolean(),
});
export type SlaPolicyView = z.infer<typeof slaPolicyView>;

/** Why a part of a clock's time counts, or does not. */
export const segmentReason = z.enum([
  "counts",
  "outside-hours",
  "waiting-customer",
  "on-hold",
  "third-party",
  "resolved",
]);

export const clockView = z.object({
  measure: slaMeasure,
  /** `untold`: measured, and nothing was promised. */
  state: z.enum(["running", "paused", "met", "broken", "cancelled", "untold"]),
  /** Where it began: whose target it has. */
  queueId: id.nullable(),
  level,
  startedAt: instant,
  endedAt: instant.nullable(),
  withinMs: z.int().nullable(),
  /** Name of the calendar it is counted by; null: around the clock. */
  calendar: z.string().nullable(),
  /** When 75, 100 and 150 % were reached or, if nothing changes, will be; null while it stands still. */
  warningAt: instant.nullable(),
  dueAt: instant.nullable(),
  overdueAt: instant.nullable(),
  /** All the time that passed, and the part that counts. */
  wallMs: z.int(),
  countedMs: z.int(),
  /** They follow each other without a gap, and sum to `wallMs`. */
  segments: z.array(
    z.object({
      from: instant,
      to: instant,
      ms: z.int(),
      because: segmentReason,
      queueId: id.nullable(),
      level,
      owner: z.object({ id, name: z.string() }).nullable(),
    }),
  ),
});
export type ClockView = z.infer<typeof clockView>;

/** A policy as it would be, and at which level it is tried. */
export const tryPolicyBody = z.strictObject({
  policy: slaPolicyBody,
  level: level.default(1),
  /** When the customer of the sample writes; if absent, now, or when the hours it is counted by begin. */
  at: instant.optional(),
});

/** What a policy makes of a sample conversation. */
export const policyTrial = z.object({
  /** What happens in the sample, by the codes of the story. */
  story: z.array(z.object({ at: instant, kind: z.string() })),
  /** Worked out for this instant, after all of it. */
  asOf: instant,
  items: z.array(clockView),
  /** What would be done, and when. */
  actions: z.array(
    z.object({ at: instant, measure: slaMeasure, moment: slaMoment, action: slaAction }),
  ),
});
export type PolicyTrial = z.infer<typeof policyTrial>;

export const clocksView = z.object({
  /** Worked out for this instant. */
  asOf: instant,
  /** By whose terms; null: nothing was promised. */
  policyName: z.string().nullable(),
  items: z.array(clockView),
});
export type ClocksView = z.infer<typeof clocksView>;
