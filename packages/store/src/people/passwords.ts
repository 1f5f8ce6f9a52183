import type { AgentId } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** Of a link that works: whose it is, and until when. */
export interface PasswordLink {
  readonly agentId: AgentId;
  readonly name: string;
  readonly email: string;
  /** They never had a password: it is an invitation. */
  readonly isInvitation: boolean;
  /** Ms since epoch. */
  readonly expiresAt: number;
}

/** Gives each of these people a link; an earlier one of theirs works no more. */
export async function putPasswordLinks(
  tx: Queryable,
  links: readonly { readonly agentId: string; readonly tokenHash: Buffer }[],
  expiresAt: number,
): Promise<void> {
  await tx.query({
    name: "put-password-links",
    text: `insert into password_links (agent_id, token_hash, expires_at)
      select agent_id, decode(hash, 'hex'), $3
      from unnest($1::uuid[], $2::text[]) as l(agent_id, hash)
      on conflict (agent_id) do update set token_hash = excluded.token_hash,
        created_at = now(), expires_at = excluded.expires_at`,
    values: [
      links.map(({ agentId }) => agentId),
      links.map(({ tokenHash }) => tokenHash.toString("hex")),
      new Date(expiresAt).toISOString(),
    ],
  });
}

const LINK = `select a.id as "agentId", a.name, a.email, a.password_hash is null as "isInvitation",
    l.expires_at as "expiresAt"
  from password_links l join agents a on a.id = l.agent_id
  where l.token_hash = $1 and l.expires_at > now() and a.disabled_at is null`;

/** The link of a token; nobody's if it was used, replaced or is over. */
export async function findPasswordLink(
  q: Queryable,
  tokenHash: Buffer,
): Promise<PasswordLink | undefined> {
  const { rows } = await q.query<Omit<PasswordLink, "expiresAt"> & { expiresAt: Date }>({
    name: "find-password-link",
    text: LINK,
    values: [tokenHash],
  });
  const [row] = rows;
  return row && { ...row, expiresAt: row.expiresAt.getTime() };
}

/** Takes a link: it is gone afterwards, and of two who come with it one gets it. */
export async function takePasswordLink(
  tx: Queryable,
  tokenHash: Buffer,
): Promise<AgentId | undefined> {
  const { rows } = await tx.query<{ agentId: AgentId }>({
    name: "take-password-link",
    text: `delete from password_links l using agents a
      where a.id = l.agent_id and l.token_hash = $1 and l.expires_at > now()
        and a.disabled_at is null
      returning a.id as "agentId"`,
    values: [tokenHash],
  });
  return rows[0]?.agentId;
}

export async function findPasswordHash(q: Queryable, agentId: string): Promise<string | null> {
  const { rows } = await q.query<{ hash: string | null }>({
    name: "find-password-hash",
    text: "select password_hash as hash from agents where id = $1 and disabled_at is null",
    values: [agentId],
  });
  return rows[0]?.hash ?? null;
}

/** Sets a password; whatever link was about stops working with it. */
export async function savePassword(tx: Queryable, agentId: string, hash: string): Promise<void> {
  await tx.query({
    name: "save-password",
    text: "update agents set password_hash = $2 where id = $1",
    values: [agentId, hash],
  });
  await tx.query("delete from password_links where agent_id = $1", [agentId]);
}
