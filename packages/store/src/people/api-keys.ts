import type { Principal, Role } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** Writing down every use would cost more than the use. */
const TOUCH_EVERY = "1 minute";

/** A key of a program, without what opens. */
export interface StoredApiKey {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** Ms since epoch, as the others. */
  readonly createdAt: number;
  /** Who made it; null: made before this was kept. */
  readonly createdBy: string | null;
  readonly expiresAt: number | null;
  /** To the minute. */
  readonly lastUsedAt: number | null;
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly created_at: Date;
  readonly created_by: string | null;
  readonly expires_at: Date | null;
  readonly last_used_at: Date | null;
}

const COLUMNS = "id, name, role, created_at, created_by, expires_at, last_used_at";
const IS_LIVE = "revoked_at is null and (expires_at is null or expires_at > now())";

/** The program a key belongs to; nobody if the key was revoked or is over. */
export async function findApiKey(q: Queryable, hash: Buffer): Promise<Principal | undefined> {
  const { rows } = await q.query<{ id: string; name: string; role: Role; stale: boolean }>({
    name: "find-api-key",
    text: `select id, name, role,
        coalesce(last_used_at < now() - interval '${TOUCH_EVERY}', true) as stale
      from api_keys where hash = $1 and ${IS_LIVE}`,
    values: [hash],
  });
  const [row] = rows;
  if (row === undefined) return undefined;
  const { stale, ...key } = row;
  if (stale) {
    await q.query({
      name: "touch-api-key",
      text: "update api_keys set last_used_at = now() where id = $1",
      values: [row.id],
    });
  }
  return { kind: "api-key", ...key };
}

/** Keys that open, the newest first. */
export async function listApiKeys(q: Queryable): Promise<readonly StoredApiKey[]> {
  const { rows } = await q.query<Row>({
    name: "list-api-keys",
    text: `select ${COLUMNS} from api_keys where ${IS_LIVE} order by created_at desc, id desc`,
  });
  return rows.map(keyOf);
}

export async function addApiKey(
  q: Queryable,
  key: Pick<StoredApiKey, "id" | "name" | "role" | "createdBy" | "expiresAt"> & {
    readonly hash: Buffer;
  },
): Promise<StoredApiKey> {
  const { rows } = await q.query<Row>({
    name: "add-api-key",
    text: `insert into api_keys (id, name, role, hash, created_by, expires_at)
      values ($1, $2, $3, $4, $5, $6) returning ${COLUMNS}`,
    values: [
      key.id,
      key.name,
      key.role,
      key.hash,
      key.createdBy,
      key.expiresAt === null ? null : new Date(key.expiresAt).toISOString(),
    ],
  });
  const [row] = rows;
  if (!row) throw new Error("an inserted key was not returned");
  return keyOf(row);
}

/**
 * Lets a key open until then and no longer.
 * @returns the key; nothing if there is none that opens
 */
export async function endApiKey(
  q: Queryable,
  id: string,
  at: number,
): Promise<StoredApiKey | undefined> {
  const { rows } = await q.query<Row>({
    name: "end-api-key",
    text: `update api_keys set expires_at = least(expires_at, $2)
      where id = $1 and ${IS_LIVE} returning ${COLUMNS}`,
    values: [id, new Date(at).toISOString()],
  });
  return rows[0] && keyOf(rows[0]);
}

/** @returns whether there was one that opened */
export async function revokeApiKey(q: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await q.query({
    name: "revoke-api-key",
    text: `update api_keys set revoked_at = now() where id = $1 and ${IS_LIVE}`,
    values: [id],
  });
  return rowCount === 1;
}

function keyOf(row: Row): StoredApiKey {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    createdAt: row.created_at.getTime(),
    createdBy: row.created_by,
    expiresAt: row.expires_at?.getTime() ?? null,
    lastUsedAt: row.last_used_at?.getTime() ?? null,
  };
}
