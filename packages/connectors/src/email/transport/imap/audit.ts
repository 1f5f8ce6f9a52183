import type { ConnectorHost } from "@circuito/connector";
import { messageIdsOf } from "@circuito/domain";
import type { ImapFlow } from "imapflow";
import { messageExternalId } from "../external-id.ts";
import { parkedId } from "../parked-mail.ts";
import { answered } from "./alive.ts";
import type { Cursor } from "./cursor.ts";

const DAY_MS = 24 * 60 * 60_000;
/** Rules §1.5. */
const AUDIT_SPAN_MS = 7 * DAY_MS;
/** Headers of as many are some 60 kB. */
const HEADERS_AT_ONCE = 500;

/**
 * Mails of the last seven days that the cursor has passed and the ledger does not know. Must be none.
 * @param aboveUid only those that came after this one
 * @returns UIDs in ascending order
 */
export async function missingMails(
  client: ImapFlow,
  cursor: Cursor,
  path: string,
  {
    host,
    aboveUid,
  }: { readonly host: Pick<ConnectorHost, "known" | "now">; readonly aboveUid: number },
): Promise<readonly number[]> {
  const since = Math.max(host.now() - AUDIT_SPAN_MS, cursor.floorAt ?? 0);
  const until = Number.POSITIVE_INFINITY;
  const floorUid = Math.max(cursor.floorUid, aboveUid);
  return missingBetween(client, cursor, path, host, { since, until, floorUid });
}

export interface AuditSpan {
  /** INTERNALDATE from and before, ms since epoch. */
  readonly since: number;
  readonly until: number;
  /** Only mails above it. */
  readonly floorUid: number;
}

/** As {@link missingMails}, over any time. */
export async function missingBetween(
  client: ImapFlow,
  cursor: Cursor,
  path: string,
  host: Pick<ConnectorHost, "known">,
  span: AuditSpan,
): Promise<readonly number[]> {
  const before = Number.isFinite(span.until) ? { before: new Date(span.until + DAY_MS) } : {};
  // Servers search by whole days of their own; exact times are compared below.
  const query = { since: new Date(Math.max(0, span.since - DAY_MS)), ...before };
  const found = await answered(client, client.search(query, { uid: true }));
  if (!found) throw new Error("the server does not search the mailbox");
  const passed = found
    .filter((uid) => uid > span.floorUid && uid <= cursor.lastUid && !cursor.setAside[uid])
    .sort((a, b) => a - b);
  const missing: number[] = [];
  for (let at = 0; at < passed.length; at += HEADERS_AT_ONCE) {
    const slice = passed.slice(at, at + HEADERS_AT_ONCE);
    const names = await namesOf(client, slice, span, (uid) => {
      return parkedId({ mailbox: path, uidValidity: cursor.uidValidity, uid });
    });
    const known = await host.known([...names.values()].flat());
    for (const [uid, ids] of names) if (!ids.some((id) => known.has(id))) missing.push(uid);
  }
  return missing.sort((a, b) => a - b);
}

/** By UID, the external ids a mail may have in the ledger. One without Message-ID is read anew. */
async function namesOf(
  client: ImapFlow,
  uids: readonly number[],
  { since, until }: AuditSpan,
  parked: (uid: number) => string,
): Promise<ReadonlyMap<number, readonly string[]>> {
  const query = { uid: true, internalDate: true, headers: ["message-id"] };
  const names = new Map<number, readonly string[]>();
  for (const answer of await answered(
    client,
    client.fetchAll(uids.join(","), query, { uid: true }),
  )) {
    if (!uids.includes(answer.uid) || !answer.headers) continue;
    const arrivedAt = answer.internalDate ? new Date(answer.internalDate).getTime() : since;
    if (arrivedAt < since || arrivedAt >= until) continue;
    const unfolded = answer.headers.toString("utf8").replace(/\r?\n[ \t]+/g, " ");
    const [, value = ""] = /^message-id:(.*)$/im.exec(unfolded) ?? [];
    const ids = messageIdsOf(value).map(messageExternalId);
    names.set(answer.uid, [...ids, parked(answer.uid)]);
  }
  return names;
}
