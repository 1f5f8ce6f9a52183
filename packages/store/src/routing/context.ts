import {
  type Attendant,
  asId,
  type Calendar,
  type InboxId,
  isChatLike,
  type MailInboxSettings,
  NO_MAIL_SETTINGS,
  type RoutingContext,
} from "@circuito/domain";
import { loadAttendants } from "../configuration/attendants.ts";
import { findRulesInForce, type PublishedRules } from "../configuration/rule-versions.ts";
import type { Database, Queryable } from "../database.ts";
import { type LengthsAsked, lengthsAsked } from "./queue-lengths.ts";

/** What an admin set up, as the fold needs it. */
export interface RoutingConfiguration
  extends Omit<RoutingContext, "newId" | "matchesPattern" | "languageOf" | "queueLengths"> {
  /** Of which queues the lengths are to be loaded before messages that may open conversations. */
  readonly lengthsAsked: LengthsAsked;
}

/** Customers who come back to chat-like channels within a day continue what they had (rules §7). */
const REOPEN_WINDOW_MS = 24 * 60 * 60_000;
/** People answer mail after holidays, too (rules §7). */
const MAIL_REOPEN_WINDOW_MS = 7 * 24 * 60 * 60_000;

/** Where the first users are; `timeZone` among the settings is another one. */
const TIME_ZONE = "America/Sao_Paulo";

/** No queue to put anything into: an installation that was never seeded. */
export class NoQueue extends Error {
  override readonly name = "NoQueue";
}

/**
 * Reads rules, queues and calendars: a few small tables, cached by the caller.
 * @param published other rules than those in force, for trying them out
 */
export async function loadRoutingConfiguration(
  database: Database,
  published?: PublishedRules,
): Promise<RoutingConfiguration> {
  const { drizzle } = database;
  const [{ version, rules }, queues, inboxes, calendars, settings, attendants] = await Promise.all([
    published ?? findRulesInForce(database.pool),
    drizzle.query.queues.findMany({ orderBy: (queue) => queue.position }),
    drizzle.query.inboxes.findMany({
      columns: { id: true, calendarId: true, channel: true, settings: true, tellsProtocol: true },
    }),
    drizzle.query.calendars.findMany(),
    drizzle.query.settings.findMany(),
    loadAttendants(database.pool),
  ]);
  const setting = (key: string) => settings.find((s) => s.key === key)?.value;
  // What is still in an archived queue stays there; nothing new goes to it.
  const taking = queues.filter((q) => q.archivedAt === null);
  const chosen = taking.find((q) => q.id === setting("defaultQueueId"));
  const fallback = chosen ?? taking.find((q) => q.role === "solver") ?? taking[0];
  if (!fallback) throw new NoQueue("there is no queue to route to");

  const calendarById = new Map(calendars.map((c) => [c.id, c.calendar]));
  const calendarByInbox = new Map<InboxId, Calendar | undefined>(
    inboxes.map((i) => [i.id, i.calendarId ? calendarById.get(i.calendarId) : undefined]),
  );
  const mailByInbox = new Map<InboxId, MailInboxSettings>(
    inboxes.flatMap((i) => (isChatLike(i.channel) ? [] : [[i.id, mailSettings(i.settings)]])),
  );
  const attendantByInbox = new Map<InboxId, Attendant>(
    attendants.map(({ inboxId, ...attendant }) => [inboxId, attendant]),
  );
  const telling = new Set<InboxId>(inboxes.flatMap((i) => (i.tellsProtocol ? [i.id] : [])));
  const timeZone = setting("timeZone");
  const windowMs = setting("reopenWindowMs");
  const mailWindowMs = setting("mailReopenWindowMs");
  return {
    book: { version, rules, queues, defaultQueueId: fallback.id },
    lengthsAsked: lengthsAsked({ rules }),
    calendarOf: (inbox) => calendarByInbox.get(inbox),
    reopenWindowMs: typeof windowMs === "number" ? windowMs : REOPEN_WINDOW_MS,
    mailReopenWindowMs: typeof mailWindowMs === "number" ? mailWindowMs : MAIL_REOPEN_WINDOW_MS,
    attendantOf: (inbox) => attendantByInbox.get(inbox),
    tellsProtocol: (inbox) => telling.has(inbox),
    timeZone: typeof timeZone === "string" ? timeZone : TIME_ZONE,
    mailSettingsOf: (inbox) => mailByInbox.get(inbox) ?? NO_MAIL_SETTINGS,
  };
}

/** Whose date a protocol number bears. */
export async function findTimeZone(q: Queryable): Promise<string> {
  const { rows } = await q.query<{ value: unknown }>({
    name: "find-time-zone",
    text: "select value from settings where key = 'timeZone'",
  });
  const zone = rows[0]?.value;
  return typeof zone === "string" ? zone : TIME_ZONE;
}

/** Of a mail inbox's settings what routing looks at; their connector parsed them when they were saved. */
function mailSettings(settings: Readonly<Record<string, unknown>>): MailInboxSettings {
  const words = (value: unknown) =>
    (Array.isArray(value) ? value : [value]).flatMap((word: unknown) =>
      typeof word === "string" ? [word.toLowerCase()] : [],
    );
  return {
    own: new Set([...words(settings.address), ...words(settings.aliases)]),
    staff: new Set(words(settings.staff)),
    noticesOpen: settings.noticesOpen !== false,
    bulkAllowed: settings.bulkAllowed === true,
    ...(typeof settings.answersIn === "string" && { answersIn: asId<InboxId>(settings.answersIn) }),
  };
}
