import {
  type BulletinContent,
  type BulletinLeftOut,
  type BulletinRefusal,
  type BulletinTarget,
  bulletinTargetKey,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";
import type { BulletinAttempt } from "../schema/index.ts";

export interface NewBulletin {
  readonly id: string;
  readonly sourceId: string;
  /** What it tells: the same is told to nobody twice. */
  readonly eventKey: string;
  readonly target: BulletinTarget;
  readonly content: BulletinContent;
}

/** @returns ids of those that were not there already */
export async function addBulletins(
  tx: Queryable,
  bulletins: readonly NewBulletin[],
  now: number,
): Promise<readonly string[]> {
  if (bulletins.length === 0) return [];
  const { rows } = await tx.query<{ id: string }>({
    name: "add-bulletins",
    text: `insert into bulletins (id, source, source_id, event_key, target, target_key, content, since,
        next_at, created_at)
      select n.id, n.content->>'kind', n.source_id, n.event_key, n.target, n.target_key, n.content,
        $7, $7, $7
      from unnest($1::uuid[], $2::uuid[], $3::text[], $4::jsonb[], $5::text[], $6::jsonb[])
        as n(id, source_id, event_key, target, target_key, content)
      on conflict (source_id, event_key, target_key) do nothing
      returning id`,
    values: [
      bulletins.map(({ id }) => id),
      bulletins.map(({ sourceId }) => sourceId),
      bulletins.map(({ eventKey }) => eventKey),
      bulletins.map(({ target }) => JSON.stringify(target)),
      bulletins.map(({ target }) => bulletinTargetKey(target)),
      bulletins.map(({ content }) => JSON.stringify(content)),
      new Date(now).toISOString(),
    ],
  });
  return rows.map(({ id }) => id);
}

/** A bulletin that its claimer alone may send and end. */
export interface ClaimedBulletin {
  readonly id: string;
  readonly sourceId: string;
  readonly target: BulletinTarget;
  readonly content: BulletinContent;
  readonly epoch: number;
  /** This one included. */
  readonly attempts: number;
  /** Ms since epoch. */
  readonly since: number;
  readonly createdAt: number;
}

/**
 * Claims what is due of those named. Of one source to one target the older goes first: nobody hears that
 * it is over before they heard of it. Who dies with one loses it after the lease.
 */
export async function claimBulletins(
  q: Queryable,
  ids: readonly string[],
  terms: { readonly leaseMs: number; readonly now: number },
): Promise<readonly ClaimedBulletin[]> {
  const { rows } = await q.query<
    Omit<ClaimedBulletin, "since" | "createdAt"> & {
      readonly since: Date;
      readonly createdAt: Date;
    }
  >({
    name: "claim-bulletins",
    // Index bulletins_lane.
    text: `with due as (
        select b.id from bulletins b
        where b.id = any($1::uuid[]) and b.state = 'waiting' and b.next_at <= $2
          and not exists (select from bulletins o where o.source_id = b.source_id
            and o.target_key = b.target_key and o.state = 'waiting' and o.id < b.id)
        order by b.id for update skip locked
      )
      update bulletins b set epoch = b.epoch + 1, attempts = b.attempts + 1,
        next_at = $2::timestamptz + $3 * interval '1 millisecond'
      from due where b.id = due.id
      returning b.id, b.source_id as "sourceId", b.target, b.content, b.epoch, b.attempts, b.since,
        b.created_at as "createdAt"`,
    values: [ids, new Date(terms.now).toISOString(), terms.leaseMs],
  });
  return rows.map((row) => ({
    ...row,
    since: row.since.getTime(),
    createdAt: row.createdAt.getTime(),
  }));
}

/** Attempts kept of one: all of its day. */
const HISTORY_MAX = 40;

/** How an attempt ended. */
export type BulletinEnd =
  | { readonly state: "told" }
  | { readonly state: "left-out"; readonly because: BulletinLeftOut }
  | { readonly state: "failed"; readonly because: BulletinRefusal }
  | { readonly state: "waiting"; readonly because: BulletinRefusal; readonly nextAt: number };

/** @returns false if somebody else has it by now, and nothing was written */
export async function endBulletinAttempt(
  tx: Queryable,
  claimed: Pick<ClaimedBulletin, "id" | "epoch">,
  end: BulletinEnd,
  told: {
    /** Null: nothing was sent. */
    readonly attempt: BulletinAttempt | null;
    readonly answer: string | null;
    readonly now: number;
  },
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: "end-bulletin-attempt",
    text: `update bulletins set state = $3, because = $4, next_at = $5, ended_at = $6, answer = $7,
        history = case when jsonb_array_length(history) < ${HISTORY_MAX} then history else history - 0 end
          || $8::jsonb
      where id = $1 and epoch = $2 and state = 'waiting'`,
    values: [
      claimed.id,
      claimed.epoch,
      end.state,
      end.state === "told" ? null : end.because,
      end.state === "waiting" ? new Date(end.nextAt).toISOString() : null,
      end.state === "waiting" ? null : new Date(told.now).toISOString(),
      told.answer,
      JSON.stringify(told.attempt ? [told.attempt] : []),
    ],
  });
  return rowCount === 1;
}

/** What is due and nothing older stands before, the oldest first: the sweep's question. */
export async function findDueBulletins(
  q: Queryable,
  now: number,
  limit: number,
): Promise<readonly string[]> {
  const { rows } = await q.query<{ id: string }>({
    name: "find-due-bulletins",
    // Indexes bulletins_due and bulletins_lane.
    text: `select b.id from bulletins b where b.state = 'waiting' and b.next_at <= $1
        and not exists (select from bulletins o where o.source_id = b.source_id
          and o.target_key = b.target_key and o.state = 'waiting' and o.id < b.id)
      order by b.next_at limit $2`,
    values: [new Date(now).toISOString(), limit],
  });
  return rows.map(({ id }) => id);
}

/** All that a source told, and was to tell. */
export async function removeBulletinsOf(tx: Queryable, sourceId: string): Promise<void> {
  await tx.query({
    name: "remove-bulletins-of",
    text: "delete from bulletins where source_id = $1",
    values: [sourceId],
  });
}

/** Who asks whether they were told does so within a quarter. */
export const BULLETINS_KEPT_MS = 92 * 24 * 60 * 60_000;

/** What is over for long; some thousand a year, so that one statement does it. */
export async function forgetBulletins(q: Queryable): Promise<void> {
  await q.query({
    name: "forget-bulletins",
    text: `delete from bulletins
      where created_at < now() - $1 * interval '1 millisecond' and state <> 'waiting'`,
    values: [BULLETINS_KEPT_MS],
  });
}
