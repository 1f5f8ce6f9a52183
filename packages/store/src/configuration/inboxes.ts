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
}

const COLUMNS = `id, name, channel, settings, secrets_sealed as "secretsSealed", enabled`;

export async function listInboxes(q: Queryable): Promise<readonly StoredInbox[]> {
  const { rows } = await q.query<StoredInbox>({
    name: "list-inboxes",
    text: `select ${COLUMNS} from inboxes order by created_at, id`,
  });
  return rows;
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
    text: `insert into inboxes (id, name, channel, settings, secrets_sealed, enabled)
      values ($1, $2, $3, $4, $5, $6)
      on conflict (id) do update set name = excluded.name, settings = excluded.settings,
        secrets_sealed = excluded.secrets_sealed, enabled = excluded.enabled`,
    values: [
      inbox.id,
      inbox.name,
      inbox.channel,
      inbox.settings,
      inbox.secretsSealed,
      inbox.enabled,
    ],
  });
  await tellConfigurationChanged(tx, inbox.id);
}

/** Everybody who shows configuration fetches it anew; whoever holds it in memory loads it anew. */
export async function tellConfigurationChanged(tx: Queryable, subjectId: string): Promise<void> {
  await writeNotices(tx, [{ type: "configuration.changed", subjectId, audience: [] }]);
}
