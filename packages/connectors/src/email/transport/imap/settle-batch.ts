import type { ConnectorHost } from "@circuito/connector";
import { crashPoint } from "@circuito/faults";
import type { ReadMail } from "../incoming-mail.ts";
import { parkedMail } from "../parked-mail.ts";
import type { Cursor, SetAside } from "./cursor.ts";
import { discard, type Fetched } from "./fetch-mail.ts";
import type { Batch } from "./plan-batches.ts";
import { type MailInHand, type ReadMails, readMails, receiveMails } from "./settle-mail.ts";

/** A lie is told once by accident, twice by a cache, and three times by a server that means it. */
const LIES_MAX = 3;
const RETRY_FIRST_MS = 60_000;
/** As often as the audit: a mail set aside is looked for at least four times a day. */
const RETRY_MAX_MS = 6 * 60 * 60_000;
/** More than this is not a few bad mails but a bad server: nothing more is skipped. */
const ASIDE_MAX = 200;

export interface SettleParts {
  readonly path: string;
  readonly role: "inbox" | "sent";
  readonly mailBytesMax: number;
  readonly readMail: ReadMail;
  readonly host: Pick<ConnectorHost, "receive" | "media" | "log" | "now">;
}

type FetchedMail = Extract<Fetched, { kind: "mail" }>;
type FetchedAside = Extract<Fetched, { kind: "aside" }>;

/**
 * Reads the mails of a batch: the costly part, which may be done before the cursor is there.
 * @throws StoreUnavailable
 */
export function readBatch(
  parts: SettleParts,
  uidValidity: string,
  fetched: readonly Fetched[],
): Promise<ReadMails> {
  return readMails(inHands(parts, uidValidity, fetched), parts.readMail, parts.host);
}

/**
 * Makes rows of a batch, and says where the cursor is then. The caller saves it: after the commit.
 * @throws StoreUnavailable when nothing was stored: the cursor stays
 */
export async function settleBatch(
  parts: SettleParts,
  cursor: Cursor,
  batch: Batch,
  fetched: readonly Fetched[],
  read: ReadMails,
): Promise<Cursor> {
  const { host, path } = parts;
  const mails = fetched.filter((one) => one.kind === "mail");
  const lost = fetched.flatMap((one) => (one.kind === "vanished" ? [one.uid] : []));
  const gone = [...batch.gone, ...lost];
  if (gone.length > 0) {
    host.log.warn("mails vanished before they were fetched", { mailbox: path, uids: gone });
  }
  const parked = await receive(parts, cursor, mails, read);
  const setAside = { ...cursor.setAside };
  for (const one of fetched) {
    if (one.kind !== "aside") continue;
    host.log.error("mail set aside", { mailbox: path, uid: one.facts.uid, because: one.detail });
    setAside[one.facts.uid] = asideAgain(parts, one, undefined);
  }
  for (const uid of batch.refused) {
    host.log.error("mail set aside", {
      mailbox: path,
      uid,
      because: "the server does not tell of it",
    });
    setAside[uid] = refusedAgain(parts, undefined);
  }
  if (Object.keys(setAside).length > ASIDE_MAX) {
    throw new Error("too many mails of this mailbox cannot be fetched");
  }
  return {
    ...cursor,
    lastUid: Math.max(cursor.lastUid, ...batch.uids),
    newestAt: newestOf(cursor.newestAt, mails),
    setAside,
    taken: cursor.taken + mails.length,
    parked: cursor.parked + parked,
    vanished: cursor.vanished + gone.length,
  };
}

/** What became of one mail that had been set aside; the cursor without it, or with its next try. */
export async function settleSetAside(
  parts: SettleParts,
  cursor: Cursor,
  uid: number,
  fetched: Fetched | "refused" | undefined,
): Promise<Cursor> {
  const { [uid]: before, ...others } = cursor.setAside;
  if (fetched === "refused") {
    return { ...cursor, setAside: { ...others, [uid]: refusedAgain(parts, before) } };
  }
  if (!fetched || fetched.kind === "vanished") {
    parts.host.log.warn("mails vanished before they were fetched", {
      mailbox: parts.path,
      uids: [uid],
    });
    return { ...cursor, setAside: others, vanished: cursor.vanished + 1 };
  }
  if (fetched.kind === "mail") {
    const read = await readBatch(parts, cursor.uidValidity, [fetched]);
    const parked = await receive(parts, cursor, [fetched], read);
    return {
      ...cursor,
      setAside: others,
      taken: cursor.taken + 1,
      parked: cursor.parked + parked,
    };
  }
  const next = asideAgain(parts, fetched, before);
  if (next.attempts < LIES_MAX || !isLie(fetched)) {
    return { ...cursor, setAside: { ...others, [uid]: next } };
  }
  const error = `${fetched.detail}, ${next.attempts} times`;
  const { arrival } = inHand(parts, cursor.uidValidity, fetched.facts);
  await parts.host.receive([await parkedMail(arrival, fetched.source, error, parts.host)]);
  return { ...cursor, setAside: others, parked: cursor.parked + 1 };
}

/** Removes the files of mails that are rows now, or given up. */
export async function discardAll(fetched: readonly Fetched[]): Promise<void> {
  for (const one of fetched) if (one.kind !== "vanished") await discard(one.source);
}

/** @returns how many were parked, because they are too large */
async function receive(
  parts: SettleParts,
  { uidValidity }: Cursor,
  mails: readonly FetchedMail[],
  read: ReadMails,
): Promise<number> {
  const { host, mailBytesMax } = parts;
  const taken = inHands(parts, uidValidity, mails);
  if (mails.length > 0) crashPoint("M1");
  if (taken.length > 0) await receiveMails(taken, read, host);
  for (const { facts, source, sizeBytes } of mails) {
    if (sizeBytes <= mailBytesMax) continue;
    const error = `${sizeBytes} bytes, more than the ${mailBytesMax} that are taken; its beginning is kept`;
    const { arrival } = inHand(parts, uidValidity, facts);
    await host.receive([await parkedMail(arrival, source, error, host)]);
  }
  return mails.length - taken.length;
}

/** The mails that are read: those that are not too large. */
function inHands(
  parts: SettleParts,
  uidValidity: string,
  fetched: readonly Fetched[],
): readonly MailInHand[] {
  return fetched.flatMap((one) =>
    one.kind === "mail" && one.sizeBytes <= parts.mailBytesMax
      ? [
          {
            ...inHand(parts, uidValidity, one.facts),
            source: one.source,
            sizeBytes: one.sizeBytes,
          },
        ]
      : [],
  );
}

function inHand(
  { path, role }: SettleParts,
  uidValidity: string,
  { uid, arrivedAt, threadId }: FetchedMail["facts"],
): Pick<MailInHand, "arrival"> {
  return {
    arrival: { kind: "mailbox", mailbox: path, role, uidValidity, uid, arrivedAt, threadId },
  };
}

function asideAgain(
  { host }: SettleParts,
  { because, facts }: FetchedAside,
  before: SetAside | undefined,
): SetAside {
  const attempts = (before?.attempts ?? 0) + 1;
  const retryAt = host.now() + Math.min(RETRY_FIRST_MS * 2 ** (attempts - 1), RETRY_MAX_MS);
  return { because, attempts, retryAt, arrivedAt: facts.arrivedAt ?? before?.arrivedAt ?? null };
}

function refusedAgain({ host }: SettleParts, before: SetAside | undefined): SetAside {
  const attempts = (before?.attempts ?? 0) + 1;
  const retryAt = host.now() + Math.min(RETRY_FIRST_MS * 2 ** (attempts - 1), RETRY_MAX_MS);
  return { because: "refused", attempts, retryAt, arrivedAt: before?.arrivedAt ?? null };
}

function isLie({ because }: FetchedAside): boolean {
  return because === "size-differs" || because === "broken-answer";
}

function newestOf(before: number | null, mails: readonly FetchedMail[]): number | null {
  const dates = mails.flatMap(({ facts }) => facts.arrivedAt ?? []);
  return dates.length === 0 ? before : Math.max(before ?? 0, ...dates);
}
