import type { Attendant, AttendantFlow, Channel, InboxId } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { tellConfigurationChanged } from "./inboxes.ts";

/** The newest version of an inbox's attendant, with what it depends on. */
export interface StoredAttendant {
  readonly channel: Channel;
  /** 0: there never was one. */
  readonly version: number;
  /** Absent: switched off. */
  readonly flow: AttendantFlow | undefined;
  readonly tellsProtocol: boolean;
}

/** Of every inbox that has one, the attendant that holds now. */
export async function loadAttendants(
  q: Queryable,
): Promise<readonly (Attendant & { readonly inboxId: InboxId })[]> {
  const { rows } = await q.query<{ inbox_id: InboxId; version: number; flow: AttendantFlow }>({
    name: "load-attendants",
    text: `select * from (
        select distinct on (inbox_id) inbox_id, version, flow from attendant_flows
        order by inbox_id, version desc) newest
      where flow is not null`,
  });
  return rows.map(({ inbox_id, version, flow }) => ({ inboxId: inbox_id, version, flow }));
}

/** @returns `undefined` if there is no such inbox */
export async function findAttendant(
  q: Queryable,
  inboxId: string,
): Promise<StoredAttendant | undefined> {
  const { rows } = await q.query<{
    channel: Channel;
    version: number | null;
    flow: AttendantFlow | null;
    tellsProtocol: boolean;
  }>({
    name: "find-attendant",
    text: `select i.channel, i.tells_protocol as "tellsProtocol", f.version, f.flow from inboxes i
      left join lateral (select version, flow from attendant_flows
        where inbox_id = i.id order by version desc limit 1) f on true
      where i.id = $1`,
    values: [inboxId],
  });
  const [row] = rows;
  return row && { ...row, version: row.version ?? 0, flow: row.flow ?? undefined };
}

/**
 * Saves a version after the one it was made from, and tells everybody.
 * @param flow absent: switched off
 * @returns the new version, or `undefined` when somebody else saved one since
 */
export async function saveAttendant(
  tx: Queryable,
  saved: {
    readonly inboxId: InboxId;
    readonly flow: AttendantFlow | undefined;
    /** The version it was made from. */
    readonly after: number;
    /** Agent or API key. */
    readonly by: string;
    /** Ms since epoch. */
    readonly at: number;
  },
): Promise<number | undefined> {
  const { inboxId, flow, after } = saved;
  const { rowCount } = await tx.query({
    name: "save-attendant",
    text: `insert into attendant_flows (inbox_id, version, flow, saved_by, saved_at)
      select $1, $2::int + 1, $3::jsonb, $4, $5
      where coalesce((select max(version) from attendant_flows where inbox_id = $1), 0) = $2::int
      on conflict do nothing`,
    values: [
      inboxId,
      after,
      flow ? JSON.stringify(flow) : null,
      saved.by,
      new Date(saved.at).toISOString(),
    ],
  });
  if (rowCount !== 1) return undefined;
  await tellConfigurationChanged(tx, inboxId);
  return after + 1;
}
