import type { Channel, InboxId } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { writeNotices } from "../notices.ts";

/** An inbox as an admin set it up; its secret settings stay sealed. */
export interface StoredInbox {
  readonly id: InboxId;
  readonly name: string;
  readonly channel: Channel;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secretsSealed: string | null;
  readonly enabled: boolean;
  /** Whether customers are told the protocol number in words. Absent: as it was; of a new one, no. */
  readonly tellsProtocol?: boolean;
}

const COLUMNS = `id, name, channel, settings, secrets_sealed as "secretsSealed", enabled,
  tells_protocol as "tellsProtocol"`;

export async function listInboxes(q: Queryable): Promise<readonly StoredInbox[]> {
  const { rows } = await q.query<StoredInbox>({
    name: "list-inboxes",
    text: `select ${COLUMNS} from inboxes order by created_at, id`,
  });
  return rows;
}

/** An inbox, switched on or off. */
export async function findInbox(q: Queryable, id: string): Promise<StoredInbox | undefined> {
  const { rows } = await q.query<StoredInbox>({
    name: "find-inbox",
    text: `select ${COLUMNS} from inboxes where id = $1`,
    values: [id],
  });
  return rows[0];
}

/** Which of these inboxes exist. */
export async function existingInboxes(
  q: Queryable,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await q.query<{ id: InboxId }>({
    name: "existing-inboxes",
    text: "select id from inboxes where id = any($1::uuid[])",
    values: [ids],
  });
  return new Set(rows.map((row) => row.id));
}

/** Locks an inbox, for changing it. */
export async function lockInbox(tx: Queryable, id: string): Promise<StoredInbox | undefined> {
  const { rows } = await tx.query<StoredInbox>({
    name: "lock-inbox",
    text: `select ${COLUMNS} from inboxes where id = $1 for no key update`,
    values: [id],
  });
  return rows[0];
}

/** Adds an inbox, or saves a changed one, and tells everybody that the configuration changed. */
export async function saveInbox(tx: Queryable, inbox: StoredInbox): Promise<void> {
  await tx.query({
    name: "save-inbox",
    text: `insert into inboxes (id, name, channel, settings, secrets_sealed, enabled, tells_protocol)
      values ($1, $2, $3, $4, $5, $6, coalesce($7, false))
      on conflict (id) do update set name = excluded.name, settings = excluded.settings,
        secrets_sealed = excluded.secrets_sealed, enabled = excluded.enabled,
        tells_protocol = coalesce($7, inboxes.tells_protocol)`,
    values: [
      inbox.id,
      inbox.name,
      inbox.channel,
      inbox.settings,
      inbox.secretsSealed,
      inbox.enabled,
      inbox.tellsProtocol ?? null,
    ],
  });
  await tellConfigurationChanged(tx, inbox.id);
}

/** Saves what a provider renewed. Nobody is told: whoever has the inbox open knows it already. */
export async function saveRenewedSecrets(
  tx: Queryable,
  id: InboxId,
  secretsSealed: string,
): Promise<void> {
  await tx.query({
    name: "save-renewed-secrets",
    text: "update inboxes set secrets_sealed = $2 where id = $1",
    values: [id, secretsSealed],
  });
}

/** Everybody who shows configuration fetches it anew; whoever holds it in memory loads it anew. */
export async function tellConfigurationChanged(tx: Queryable, subjectId: string): Promise<void> {
  await writeNotices(tx, [{ type: "configuration.changed", subjectId, audience: [] }]);
}

/** Whether an inbox's customers are told the protocol number. */
export async function findTellsProtocol(q: Queryable, id: InboxId): Promise<boolean> {
  const { rows } = await q.query<{ tells: boolean }>({
    name: "find-tells-protocol",
    text: "select tells_protocol as tells from inboxes where id = $1",
    values: [id],
  });
  return rows[0]?.tells === true;
}
