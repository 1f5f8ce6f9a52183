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

/** A version, without what it says. */
export interface AttendantVersion {
  readonly version: number;
  /** `false`: switched off with it. */
  readonly isOn: boolean;
  /** Whoever saved it may be gone, and their name with them. */
  readonly savedBy: string | undefined;
  /** Ms since epoch. */
  readonly savedAt: number;
}

/** Agents and keys have ids that never meet. */
const VERSION = `f.inbox_id as "inboxId", f.version, f.flow is not null as "isOn",
    coalesce((select name from agents where id::text = f.saved_by),
      (select name from api_keys where id::text = f.saved_by)) as "savedBy",
    f.saved_at as "savedAt"`;

type VersionRow = Omit<AttendantVersion, "savedBy" | "savedAt"> & {
  readonly inboxId: InboxId;
  readonly savedBy: string | null;
  readonly savedAt: Date;
};

function versionOf({ version, isOn, savedBy, savedAt }: VersionRow): AttendantVersion {
  return { version, isOn, savedBy: savedBy ?? undefined, savedAt: savedAt.getTime() };
}

/** Of every inbox that ever had an attendant, the newest version. */
export async function listNewestAttendants(
  q: Queryable,
): Promise<ReadonlyMap<InboxId, AttendantVersion>> {
  const { rows } = await q.query<VersionRow>({
    name: "list-newest-attendants",
    text: `select distinct on (f.inbox_id) ${VERSION} from attendant_flows f
      order by f.inbox_id, f.version desc`,
  });
  return new Map(rows.map((row) => [row.inboxId, versionOf(row)]));
}

/** Newest first. @param before versions lower than this one */
export async function listAttendantVersions(
  q: Queryable,
  inboxId: string,
  { before, limit }: { readonly before: number | undefined; readonly limit: number },
): Promise<readonly AttendantVersion[]> {
  const { rows } = await q.query<VersionRow>({
    name: "list-attendant-versions",
    text: `select ${VERSION} from attendant_flows f
      where f.inbox_id = $1 and ($2::int is null or f.version < $2)
      order by f.version desc limit $3`,
    values: [inboxId, before ?? null, limit],
  });
  return rows.map(versionOf);
}

/** @returns `undefined` if there is no such version; 0 is before the first, and says nothing */
export async function findAttendantVersion(
  q: Queryable,
  inboxId: string,
  version: number,
): Promise<Pick<StoredAttendant, "version" | "flow"> | undefined> {
  const { rows } = await q.query<{ flow: AttendantFlow | null }>({
    name: "find-attendant-version",
    text: "select flow from attendant_flows where inbox_id = $1 and version = $2",
    values: [inboxId, version],
  });
  const [row] = rows;
  if (row) return { version, flow: row.flow ?? undefined };
  return version === 0 ? { version, flow: undefined } : undefined;
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
