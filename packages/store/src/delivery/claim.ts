import type {
  Address,
  Channel,
  ConversationId,
  InboxId,
  MessageAsk,
  MessageId,
  OutboundChat,
  RecipientState,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";
import type { MailPeople, StoredMedia } from "../schema/index.ts";
import { noted } from "./history.ts";

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
  readonly media: readonly StoredMedia[];
  /** On the e-mail channel. */
  readonly mail: ClaimedMail | undefined;
  /** On chat channels: what goes with its words. */
  readonly chat: OutboundChat | undefined;
  /** The question that it carries: its links stand below the words. */
  readonly ask: MessageAsk | undefined;
  /** External id of the customer's newest message, on channels that tell them it was read. */
  readonly newest: string | undefined;
  readonly optedOut: boolean;
  /** Handovers after a doubt, this one included: it may have arrived already. */
  readonly resends: number;
  /** Its author was told that it has not left. */
  readonly warned: boolean;
  readonly createdAt: number;
}

/** What was decided of a mail when it was written. */
export interface ClaimedMail {
  readonly subject: string;
  readonly people: MailPeople;
  readonly inReplyTo: string | undefined;
  readonly references: readonly string[];
  readonly automatic: "auto-replied" | "auto-generated" | undefined;
  /** What former attempts made of each recipient; `undefined` before the first. */
  readonly recipients: readonly RecipientState[] | undefined;
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
  media: readonly StoredMedia[];
  chat: OutboundChat | null;
  ask: MessageAsk | null;
  newest: string | null;
  recipients: readonly RecipientState[] | null;
  subject: string | null;
  people: MailPeople | null;
  in_reply_to: string | null;
  references: readonly string[] | null;
  automatic: "auto-replied" | "auto-generated" | null;
  opted_out: boolean;
  resends: number;
  warned: boolean;
  created_at: Date;
}

/** Which of what is due is claimed. */
export interface ClaimOptions {
  readonly leaseMs: number;
  readonly limit: number;
  /** Of the conversations of these messages. */
  readonly messageIds?: readonly string[];
  /** Channels whose inboxes have lanes of their own: left out here. */
  readonly laneChannels?: readonly Channel[];
}

/** Due, and the first of its conversation that is (promises P8). Somebody having it is having it. */
const FIRST_OF_CONVERSATION = `not exists (
  select 1 from deliveries earlier
  where earlier.conversation_id = d.conversation_id and earlier.seq < d.seq
    and earlier.status in ('queued','claimed','submitting')
    and not coalesce(earlier.recipients @> '[{"status":"accepted"}]', false))`;

/** What the customer reads of message `m`: its words, and what stands below them. */
export const SENT_WORDS = `case when m.footer is null then m.text
  else m.text || E'\\n\\n' || m.footer end as text`;

const CLAIM = `claimed as (
    update deliveries d set status = 'claimed', epoch = d.epoch + 1, resend_at = null,
      resends = d.resends + (due.status = 'unknown')::int,
      lease_until = now() + $1 * interval '1 millisecond', updated_at = now()
    from due where d.message_id = due.message_id and d.status = due.status
    returning d.*
  )
  select d.message_id, d.conversation_id, d.inbox_id, c.channel, d.seq, d.epoch, d.attempt,
    c.address, ${SENT_WORDS}, m.media, m.chat, m.ask, w.newest, d.recipients, mm.subject, mm.people, mm.in_reply_to,
    mm."references", mm.automatic, d.created_at, d.resends,
    d.warned_at is not null as warned,
    not d.despite_opt_out and exists (
      select 1 from opt_outs o where o.address = c.address and o.channel = c.channel) as opted_out
  from claimed d
  join conversations c on c.id = d.conversation_id
  join messages m on m.id = d.message_id
  left join message_mails mm on mm.message_id = d.message_id
  left join reply_windows w on w.inbox_id = d.inbox_id and w.address = c.address
  order by d.conversation_id, d.seq`;

/**
 * Claims what is due: given messages, or whatever is oldest. Only the first unfinished message of a
 * conversation can be claimed, so replies keep their order (promises P8). Several workers may ask at
 * once: each row goes to one of them.
 */
export async function claimDeliveries(
  q: Queryable,
  { leaseMs, limit, messageIds, laneChannels = [] }: ClaimOptions,
): Promise<readonly ClaimedDelivery[]> {
  const { rows } = await q.query<Row>({
    name: messageIds ? "claim-named-deliveries" : "claim-due-deliveries",
    text: `with due as (
        select d.message_id, d.status from deliveries d
        where d.status = 'queued' and d.next_attempt_at <= now()
          and d.inbox_id not in (select id from inboxes where channel = any($3::text[]))
          ${messageIds ? "and d.conversation_id in (select conversation_id from deliveries where message_id = any($4::uuid[]))" : ""}
          and ${FIRST_OF_CONVERSATION}
        order by d.next_attempt_at limit $2
        for update skip locked
      ), ${CLAIM}`,
    values: messageIds
      ? [leaseMs, limit, laneChannels, messageIds]
      : [leaseMs, limit, laneChannels],
  });
  return rows.map(claimedOf);
}

/**
 * Claims what is due in one inbox: doubtful messages to be handed over again, then what waits. However
 * long the lane is, its head alone is read.
 */
export async function claimOfInbox(
  q: Queryable,
  inboxId: InboxId,
  { leaseMs, limit }: Pick<ClaimOptions, "leaseMs" | "limit">,
): Promise<readonly ClaimedDelivery[]> {
  const resends = await q.query<Row>({
    name: "claim-resends-of-inbox",
    text: `with due as (
        select d.message_id, d.status from deliveries d
        where d.inbox_id = $3 and d.status = 'unknown' and d.resend_at <= now()
          and ${FIRST_OF_CONVERSATION}
        order by d.resend_at limit $2
        for update skip locked
      ), ${CLAIM}`,
    values: [leaseMs, limit, inboxId],
  });
  const room = limit - resends.rows.length;
  if (room <= 0) return resends.rows.map(claimedOf);
  const { rows } = await q.query<Row>({
    name: "claim-deliveries-of-inbox",
    text: `with due as (
        select d.message_id, d.status from deliveries d
        where d.inbox_id = $3 and d.status = 'queued' and d.next_attempt_at <= now()
          and ${FIRST_OF_CONVERSATION}
        order by d.next_attempt_at limit $2
        for update skip locked
      ), ${CLAIM}`,
    values: [leaseMs, room, inboxId],
  });
  return [...resends.rows, ...rows].map(claimedOf);
}

function claimedOf(row: Row): ClaimedDelivery {
  return {
    messageId: row.message_id,
    conversationId: row.conversation_id,
    inboxId: row.inbox_id,
    channel: row.channel,
    seq: row.seq,
    epoch: row.epoch,
    attempt: row.attempt,
    to: row.address,
    text: row.text,
    media: row.media,
    mail: claimedMail(row),
    chat: row.chat ?? undefined,
    ask: row.ask ?? undefined,
    newest: row.newest ?? undefined,
    optedOut: row.opted_out,
    resends: row.resends,
    warned: row.warned,
    createdAt: row.created_at.getTime(),
  };
}

/** Its columns come from one row, which is there or not. */
function claimedMail(row: Row): ClaimedMail | undefined {
  const { subject, people, references } = row;
  if (subject === null || people === null || references === null) return undefined;
  return {
    subject,
    people,
    references,
    inReplyTo: row.in_reply_to ?? undefined,
    automatic: row.automatic ?? undefined,
    recipients: row.recipients ?? undefined,
  };
}

/**
 * The rows of these claims, locked in the one order in which all lock them: of two statements about several
 * messages each, neither then waits for the other. Names `held (message_id, epoch)`.
 */
const HELD = `held as materialized (
    select d.message_id, h.epoch
    from unnest($1::uuid[], $2::int[]) as h(message_id, epoch) join deliveries d on d.message_id = h.message_id
    order by d.message_id for no key update of d
  )`;

type Claim = Pick<ClaimedDelivery, "messageId" | "epoch">;

/**
 * Says that bytes are about to leave, of each message. Conditional on the epoch and on the customer not having
 * said STOP meanwhile: after an opt-out is committed no submission starts (promises P21).
 * @returns those that may leave; the claim of the others is no longer ours, or the customer opted out
 */
export async function beginSubmitting(
  q: Queryable,
  claims: readonly Claim[],
): Promise<ReadonlySet<MessageId>> {
  const { rows } = await q.query<{ message_id: MessageId }>({
    name: "begin-submitting",
    text: `with ${HELD}
      update deliveries d set status = 'submitting', attempt = attempt + 1, updated_at = now(),
        history = ${noted("'submitting'")}
      from held, conversations c
      where d.message_id = held.message_id and d.epoch = held.epoch and d.status = 'claimed'
        and c.id = d.conversation_id
        and (d.despite_opt_out or not exists (
          select 1 from opt_outs o where o.address = c.address and o.channel = c.channel))
      returning d.message_id`,
    values: [claims.map((c) => c.messageId), claims.map((c) => c.epoch)],
  });
  return new Set(rows.map((row) => row.message_id));
}

/**
 * Says that the holders are alive and still at it.
 * @returns messages whose claim is still theirs; the others were taken for dead
 */
export async function renewClaims(
  q: Queryable,
  claims: readonly Claim[],
  leaseMs: number,
): Promise<ReadonlySet<MessageId>> {
  const { rows } = await q.query<{ message_id: MessageId }>({
    name: "renew-claims",
    text: `with ${HELD}
      update deliveries d set lease_until = now() + $3 * interval '1 millisecond'
      from held
      where d.message_id = held.message_id and d.epoch = held.epoch
        and d.status in ('claimed','submitting')
      returning d.message_id`,
    values: [claims.map((c) => c.messageId), claims.map((c) => c.epoch), leaseMs],
  });
  return new Set(rows.map((row) => row.message_id));
}

/**
 * Takes back what dead workers held: claimed rows may be tried again, since no byte left; submitting
 * ones become `unknown`, never a blind repeat (design, invariant 10).
 * @param resends channels on which a doubtful message is handed over once more, and after how long
 * @returns messages whose status changed
 */
export async function recoverExpired(
  q: Queryable,
  resends: readonly { readonly channel: Channel; readonly afterMs: number }[] = [],
): Promise<readonly MessageId[]> {
  const { rows } = await q.query<{ message_id: MessageId }>({
    name: "recover-expired-deliveries",
    text: `with expired as (
        select d.message_id, r.after_ms
        from deliveries d join conversations c on c.id = d.conversation_id
        left join unnest($1::text[], $2::int[]) as r(channel, after_ms) on r.channel = c.channel
        where d.status in ('claimed','submitting') and d.lease_until < now()
        for update of d skip locked
      )
      update deliveries d set
        status = case d.status when 'claimed' then 'queued' else 'unknown' end,
        error = case d.status when 'claimed' then d.error else 'the sender stopped while sending' end,
        resend_at = case when d.status = 'submitting' and d.resends = 0
          then now() + expired.after_ms * interval '1 millisecond' end,
        epoch = d.epoch + 1, lease_until = null, next_attempt_at = now(), updated_at = now(),
        history = case d.status when 'claimed' then d.history
          else ${noted("'unknown'", "'the sender stopped while sending'")} end
      from expired where d.message_id = expired.message_id
      returning d.message_id`,
    values: [resends.map((r) => r.channel), resends.map((r) => r.afterMs)],
  });
  return rows.map((row) => row.message_id);
}

/**
 * Messages that are due and not in anybody's hands: the sweeper's question. Of an inbox with a lane of
 * its own one is enough to wake the lane, so that a long lane hides nobody else's.
 */
export async function findDueDeliveries(
  q: Queryable,
  limit: number,
  laneChannels: readonly Channel[] = [],
): Promise<readonly MessageId[]> {
  const { rows } = await q.query<{ message_id: MessageId }>({
    name: "find-due-deliveries",
    text: `(select message_id from deliveries
        where status = 'queued' and next_attempt_at <= now()
          and inbox_id not in (select id from inboxes where channel = any($2::text[]))
        order by next_attempt_at limit $1)
      union all
      (select one.message_id from inboxes i cross join lateral (
          select message_id from deliveries d
            where d.inbox_id = i.id and d.status = 'queued' and d.next_attempt_at <= now()
          union all
          select message_id from deliveries d
            where d.inbox_id = i.id and d.status = 'unknown' and d.resend_at <= now()
          limit 1) one
        where i.channel = any($2::text[]))`,
    values: [limit, laneChannels],
  });
  return rows.map((row) => row.message_id);
}

/** The inboxes of these messages that have lanes of their own. */
export async function findLaneInboxes(
  q: Queryable,
  messageIds: readonly string[],
  laneChannels: readonly Channel[],
): Promise<readonly { readonly id: InboxId; readonly channel: Channel }[]> {
  const { rows } = await q.query<{ id: InboxId; channel: Channel }>({
    name: "find-lane-inboxes",
    text: `select distinct i.id, i.channel
      from deliveries d join inboxes i on i.id = d.inbox_id
      where d.message_id = any($1::uuid[]) and i.channel = any($2::text[])`,
    values: [messageIds, laneChannels],
  });
  return rows;
}
