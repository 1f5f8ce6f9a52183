import type { AgentId, ConsentRefusal } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** A right to a mailbox that somebody asked a provider for. */
export interface MailConsent {
  readonly id: string;
  readonly askedBy: AgentId;
  readonly state: "waiting" | "granted" | "refused";
  readonly sealed: string;
  readonly because: ConsentRefusal | null;
  readonly words: string | null;
  readonly expiresAt: number;
}

const COLUMNS = `id, asked_by as "askedBy", state, sealed, because, words,
  (extract(epoch from expires_at) * 1000)::float8 as "expiresAt"`;

/** Adds one; those that nobody wants any more go. */
export async function insertMailConsent(
  q: Queryable,
  consent: Pick<MailConsent, "id" | "askedBy" | "sealed" | "expiresAt"> & {
    readonly stateHash: Buffer;
    readonly now: number;
  },
): Promise<void> {
  const { id, stateHash, askedBy, sealed, expiresAt, now } = consent;
  await q.query({
    name: "insert-mail-consent",
    text: `with over as (
        delete from mail_consents where expires_at < to_timestamp($6 / 1000.0)
      )
      insert into mail_consents (id, state_hash, asked_by, sealed, expires_at)
      values ($1, $2, $3, $4, to_timestamp($5 / 1000.0))`,
    values: [id, stateHash, askedBy, sealed, expiresAt, now],
  });
}

export async function findMailConsent(
  q: Queryable,
  id: string,
  /** Of an agent; a key has asked for none. */
  askedBy: string,
  now: number,
): Promise<MailConsent | undefined> {
  const { rows } = await q.query<MailConsent>({
    name: "find-mail-consent",
    text: `select ${COLUMNS} from mail_consents
      where id = $1 and asked_by = $2 and expires_at >= to_timestamp($3 / 1000.0)`,
    values: [id, askedBy, now],
  });
  return rows[0];
}

/** Takes the one that a provider answers, once: what it brings back is of no use a second time. */
export async function takeMailConsent(
  q: Queryable,
  stateHash: Buffer,
  now: number,
): Promise<MailConsent | undefined> {
  const { rows } = await q.query<MailConsent>({
    name: "take-mail-consent",
    text: `update mail_consents set state_hash = sha256(state_hash || id::text::bytea)
      where state_hash = $1 and state = 'waiting' and expires_at >= to_timestamp($2 / 1000.0)
      returning ${COLUMNS}`,
    values: [stateHash, now],
  });
  return rows[0];
}

export async function settleMailConsent(
  q: Queryable,
  consent: Pick<MailConsent, "id" | "state" | "sealed" | "because" | "words" | "expiresAt">,
): Promise<void> {
  const { id, state, sealed, because, words, expiresAt } = consent;
  await q.query({
    name: "settle-mail-consent",
    text: `update mail_consents set state = $2, sealed = $3, because = $4, words = $5,
        expires_at = to_timestamp($6 / 1000.0)
      where id = $1`,
    values: [id, state, sealed, because, words, expiresAt],
  });
}
