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
  /** The key that was made to take its place; it ends soon. */
  readonly replacedBy: string | null;
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
  readonly replaced_by: string | null;
  readonly last_used_at: Date | null;
}

const COLUMNS = "id, name, role, created_at, created_by, expires_at, replaced_by, last_used_at";
/** @param now place of the instant among the values */
const isLive = (now: string) =>
  `revoked_at is null and (expires_at is null or expires_at > ${now}::timestamptz)`;
const at = (ms: number) => new Date(ms).toISOString();

/** The program a key belongs to; nobody if the key was revoked or is over. */
export async function findApiKey(
  q: Queryable,
  hash: Buffer,
  now: number,
): Promise<Principal | undefined> {
  const { rows } = await q.query<{ id: string; name: string; role: Role; stale: boolean }>({
    name: "find-api-key",
    text: `select id, name, role,
        coalesce(last_used_at < $2::timestamptz - interval '${TOUCH_EVERY}', true) as stale
      from api_keys where hash = $1 and ${isLive("$2")}`,
    values: [hash, at(now)],
  });
  const [row] = rows;
  if (row === undefined) return undefined;
  const { stale, ...key } = row;
  if (stale) {
    await q.query({
      name: "touch-api-key",
      text: "update api_keys set last_used_at = $2 where id = $1",
      values: [row.id, at(now)],
    });
  }
  return { kind: "api-key", ...key };
}

/** Keys that open, the newest first. */
export async function listApiKeys(q: Queryable, now: number): Promise<readonly StoredApiKey[]> {
  const { rows } = await q.query<Row>({
    name: "list-api-keys",
    text: `select ${COLUMNS} from api_keys where ${isLive("$1")}
      order by created_at desc, id desc`,
    values: [at(now)],
  });
  return rows.map(keyOf);
}

export async function addApiKey(
  q: Queryable,
  key: Pick<StoredApiKey, "id" | "name" | "role" | "createdBy" | "createdAt" | "expiresAt"> & {
    readonly hash: Buffer;
  },
): Promise<StoredApiKey> {
  const { rows } = await q.query<Row>({
    name: "add-api-key",
    text: `insert into api_keys (id, name, role, hash, created_by, created_at, expires_at)
      values ($1, $2, $3, $4, $5, $6, $7) returning ${COLUMNS}`,
    values: [
      key.id,
      key.name,
      key.role,
      key.hash,
      key.createdBy,
      at(key.createdAt),
      key.expiresAt === null ? null : at(key.expiresAt),
    ],
  });
  const [row] = rows;
  if (!row) throw new Error("an inserted key was not returned");
  return keyOf(row);
}

/** A key that opens, held until the transaction ends. */
export async function lockApiKey(
  q: Queryable,
  id: string,
  now: number,
): Promise<StoredApiKey | undefined> {
  const { rows } = await q.query<Row>({
    name: "lock-api-key",
    text: `select ${COLUMNS} from api_keys where id = $1 and ${isLive("$2")} for update`,
    values: [id, at(now)],
  });
  return rows[0] && keyOf(rows[0]);
}

/** Lets a key open until then and no longer, for another takes its place. */
export async function replaceApiKey(
  q: Queryable,
  id: string,
  { by, until }: { readonly by: string; readonly until: number },
): Promise<void> {
  await q.query({
    name: "replace-api-key",
    text: "update api_keys set expires_at = least(expires_at, $2), replaced_by = $3 where id = $1",
    values: [id, at(until), by],
  });
}

/** @returns whether there was one that opened */
export async function revokeApiKey(q: Queryable, id: string, now: number): Promise<boolean> {
  const { rowCount } = await q.query({
    name: "revoke-api-key",
    text: `update api_keys set revoked_at = $2 where id = $1 and ${isLive("$2")}`,
    values: [id, at(now)],
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
    replacedBy: row.replaced_by,
    lastUsedAt: row.last_used_at?.getTime() ?? null,
  };
}
