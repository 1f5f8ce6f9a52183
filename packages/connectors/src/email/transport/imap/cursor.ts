import { z } from "zod";

const DAY_MS = 24 * 60 * 60_000;
/** Servers give INTERNALDATE by their own clocks and SEARCH by whole days (rules §1.5). */
const RESCAN_SLACK_MS = 2 * DAY_MS;
/** A mail that came just before we did, by the server's clock after it. */
const CLOCK_SLACK_MS = 10 * 60_000;

/** A mail that was not to be had: looked for again later, it holds up no other. */
const setAside = z.object({
  because: z.enum(["size-differs", "broken-answer", "refused", "connection-lost"]),
  attempts: z.int().min(1),
  retryAt: z.number(),
  arrivedAt: z.number().nullable(),
});
export type SetAside = z.infer<typeof setAside>;

/** How far one mailbox is taken in. Every UID up to `lastUid` is a row, vanished, or set aside. */
const cursor = z.object({
  uidValidity: z.string(),
  lastUid: z.int().min(0),
  /** UIDs up to this were there before us and are not ours. */
  floorUid: z.int().min(0),
  /** Older mails (INTERNALDATE) are not ours; `null`: all are. */
  floorAt: z.number().nullable(),
  /** INTERNALDATE of the newest mail taken. */
  newestAt: z.number().nullable(),
  /** What `newestAt` was when nothing waited: whatever is older was taken, too. */
  settledAt: z.number().nullable(),
  /** While UIDs mean nothing yet: only mails since then are looked at. */
  scanSince: z.number().nullable(),
  setAside: z.record(z.string(), setAside),
  /** The range that was last looked through for mails from before we came. */
  backfilled: z.string().nullable().default(null),
  /** For people: what was counted, what waits, when we last looked. */
  taken: z.int(),
  vanished: z.int(),
  parked: z.int(),
  waiting: z.int(),
  lookedAt: z.number(),
  auditedAt: z.number(),
  /** Every UID up to this was looked for in the ledger, when. */
  comparedUid: z.int().default(0),
  comparedAt: z.number().default(0),
});
export type Cursor = z.infer<typeof cursor>;

export const mailboxMemory = z.object({
  version: z.literal(1),
  /** Whose UIDs they are (`accountOf`); absent: written by a release that did not say. */
  account: z.string().optional(),
  mailboxes: z.record(z.string(), cursor),
});
export type MailboxMemory = z.infer<typeof mailboxMemory>;

/** Of a server that gives no UIDVALIDITY: then UIDs never mean the same twice. */
const NO_VALIDITY = "0";

export interface MailboxFacts {
  /** `NO_VALIDITY` when the server gives none. */
  readonly uidValidity: string;
  readonly uidNext: number | undefined;
}

/** The cursor of a mailbox seen for the first time: what was there before is ours or not. */
export function firstCursor(
  facts: MailboxFacts,
  first: { from: "now" } | { from: "days"; days: number } | { from: "everything" },
  now: number,
): Cursor {
  const base: Cursor = {
    uidValidity: facts.uidValidity,
    lastUid: 0,
    floorUid: 0,
    floorAt: null,
    newestAt: null,
    settledAt: null,
    scanSince: null,
    setAside: {},
    backfilled: null,
    taken: 0,
    vanished: 0,
    parked: 0,
    waiting: 0,
    lookedAt: now,
    auditedAt: now,
    comparedUid: 0,
    comparedAt: now,
  };
  switch (first.from) {
    case "everything":
      return base;
    case "days": {
      const since = now - first.days * DAY_MS;
      return { ...base, floorAt: since, scanSince: since };
    }
    case "now": {
      const since = now - CLOCK_SLACK_MS;
      if (facts.uidNext === undefined) return { ...base, floorAt: since, scanSince: since };
      const lastUid = facts.uidNext - 1;
      return { ...base, lastUid, floorUid: lastUid, comparedUid: lastUid, floorAt: since };
    }
  }
}

/**
 * The same mailbox, but its UIDs mean other mails (RFC 3501 §2.3.1.1): everything since a while before
 * the last time when nothing waited is looked at again, and the ledger knows what it has.
 */
export function afterNewValidity(cursor: Cursor, facts: MailboxFacts): Cursor {
  const owed = Object.values(cursor.setAside).map((mail) => mail.arrivedAt ?? 0);
  const scanSince =
    cursor.settledAt === null
      ? cursor.floorAt
      : latest(Math.min(cursor.settledAt, ...owed) - RESCAN_SLACK_MS, cursor.floorAt);
  return {
    ...cursor,
    uidValidity: facts.uidValidity,
    lastUid: 0,
    floorUid: 0,
    comparedUid: 0,
    scanSince,
    setAside: {},
  };
}

export function isSameEpoch(cursor: Cursor, facts: MailboxFacts): boolean {
  return facts.uidValidity !== NO_VALIDITY && cursor.uidValidity === facts.uidValidity;
}

/** The account at whose server UIDs mean what they say; another port is another door to it. */
export function accountOf({
  host,
  user,
}: {
  readonly host: string;
  readonly user: string;
}): string {
  return `${user} at ${host.toLowerCase()}`;
}

/**
 * What is known of an inbox's mailboxes, as it counts for this account. Two servers, and two people of
 * one, may both call their first state "1": of another account no UID is believed.
 */
export function memoryOf(memory: MailboxMemory, account: string): MailboxMemory {
  const isSame = memory.account === undefined || memory.account === account;
  const unbelieved = Object.entries(memory.mailboxes).map(
    ([path, cursor]) => [path, { ...cursor, uidValidity: NO_VALIDITY }] as const,
  );
  return {
    ...memory,
    account,
    mailboxes: isSame ? memory.mailboxes : Object.fromEntries(unbelieved),
  };
}

function latest(a: number, b: number | null): number {
  return b === null ? a : Math.max(a, b);
}
