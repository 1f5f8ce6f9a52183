import type { Address, Channel, ConversationId, InboxId, MessageId } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** A delivery that this process holds, and what it needs to send it. */
export interface ClaimedDelivery {
  readonly messageId: MessageId;
  readonly conversationId: ConversationId;
  readonly inboxId: InboxId;
  readonly channel: Channel;
  readonly seq: number;
  /** Fences every later write of this claim. */
  readonly epoch: number;
  /** Attempts made before this one. */
  readonly attempt: number;
  readonly to: Address;
  readonly text: string;
  readonly optedOut: boolean;
  readonly createdAt: number;
}

interface Row {
  message_id: MessageId;
  conversation_id: ConversationId;
  inbox_id: InboxId;
  channel: Channel;
  seq: number;
  epoch: number;
  attempt: number;
  address: Address;
  text: string;
  opted_out: boolean;
  created_at: Date;
}

/**
 * Claims what is due: given messages, or whatever is oldest. Only the first unfinished message of a
 * conversation can be claimed, so replies keep their order (promises P8). Several workers may ask at
 * once: each row goes to one of them.
 */
export async function claimDeliveries(
  q: Queryable,
  options: {
    readonly messageIds?: readonly string[];
    readonly leaseMs: number;
    readonly limit: number;
  },
): Promise<readonly ClaimedDelivery[]> {
  const { rows } = await q.query<Row>({
    name: options.messageIds ? "claim-named-deliveries" : "claim-due-deliveries",
    text: `with due as (
        select d.message_id from deliveries d
        where d.status = 'queued' and d.next_attempt_at <= now()
          ${options.messageIds ? "and d.conversation_id in (select conversation_id from deliveries where message_id = any($3::uuid[]))" : ""}
          and not exists (
            select 1 from deliveries earlier
            where earlier.conversation_id = d.conversation_id and earlier.seq < d.seq
              and earlier.status in ('queued','claimed','submitting'))
        order by d.next_attempt_at limit $2
        for update skip locked
      ), claimed as (
        update deliveries d set status = 'claimed', epoch = d.epoch + 1,
          lease_until = now() + $1 * interval '1 millisecond', updated_at = now()
        from due where d.message_id = due.message_id and d.status = 'queued'
        returning d.*
      )
      select d.message_id, d.conversation_id, d.inbox_id, c.channel, d.seq, d.epoch, d.attempt,
        c.address, m.text, d.created_at,
        not d.despite_opt_out and exists (
          select 1 from opt_outs o where o.address = c.address and o.channel = c.channel) as opted_out
      from claimed d
      join conversations c on c.id = d.conversation_id
      join messages m on m.id = d.message_id
      order by d.conversation_id, d.seq`,
    values: options.messageIds
      ? [options.leaseMs, options.limit, options.messageIds]
      : [options.leaseMs, options.limit],
  });
  return rows.map((row) => ({
    messageId: row.message_id,
    conversationId: row.conversation_id,
    inboxId: row.inbox_id,
    channel: row.channel,
    seq: row.seq,
    epoch: row.epoch,
    attempt: row.attempt,
    to: row.address,
    text: row.text,
    optedOut: row.opted_out,
    createdAt: row.created_at.getTime(),
  }));
}

/**
 * Says that bytes are about to leave. Conditional on the epoch and on the customer not having said
 * STOP meanwhile: after an opt-out is committed no submission starts (promises P21).
 * @returns false if the claim is no longer ours or the customer opted out
 */
export async function beginSubmitting(q: Queryable, delivery: ClaimedDelivery): Promise<boolean> {
  const { rowCount } = await q.query({
    name: "begin-submitting",
    text: `update deliveries d set status = 'submitting', attempt = attempt + 1, updated_at = now()
      from conversations c
      where d.message_id = $1 and d.epoch = $2 and d.status = 'claimed' and c.id = d.conversation_id
        and (d.despite_opt_out or not exists (
          select 1 from opt_outs o where o.address = c.address and o.channel = c.channel))`,
    values: [delivery.messageId, delivery.epoch],
  });
  return rowCount === 1;
}

/**
 * Takes back what dead workers held: claimed rows may be tried again, since no byte left; submitting
 * ones become `unknown`, never a blind repeat (design, invariant 10).
 * @returns messages whose status changed
 */
export async function recoverExpired(q: Queryable): Promise<readonly MessageId[]> {
  const { rows } = await q.query<{ message_id: MessageId }>({
    name: "recover-expired-deliveries",
    text: `update deliveries set
        status = case status when 'claimed' then 'queued' else 'unknown' end,
        error = case status when 'claimed' then error else 'the sender stopped while sending' end,
        epoch = epoch + 1, lease_until = null, next_attempt_at = now(), updated_at = now()
      where status in ('claimed','submitting') and lease_until < now()
      returning message_id`,
  });
  return rows.map((row) => row.message_id);
}

/** Messages that are due and not in anybody's hands: the sweeper's question. */
export async function findDueDeliveries(
  q: Queryable,
  limit: number,
): Promise<readonly MessageId[]> {
  const { rows } = await q.query<{ message_id: MessageId }>({
    name: "find-due-deliveries",
    text: `select message_id from deliveries where status = 'queued' and next_attempt_at <= now()
      order by next_attempt_at limit $1`,
    values: [limit],
  });
  return rows.map((row) => row.message_id);
}
