import type { ConfirmationFacts, DeskConversation, MailClass } from "@circuito/domain";
import { isChatLike } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** What the database knows of whether a customer may be asked; the caller adds the channel's own. */
export type KnownOfAsk = Pick<
  ConfirmationFacts,
  "isHumanAnswered" | "isGroup" | "isOptedOut" | "mailClass" | "hasLater" | "askedBefore"
> & {
  readonly windowEndsAt: number | undefined;
  readonly customerName: string | undefined;
  readonly agentName: string | undefined;
  readonly queueName: string | undefined;
  readonly company: string | undefined;
};

interface Row {
  isHumanAnswered: boolean;
  isGroup: boolean;
  isOptedOut: boolean;
  mailClass: MailClass | null;
  hasLater: boolean;
  askedBefore: number;
  windowEndsAt: Date | null;
  customerName: string | null;
  agentName: string | null;
  queueName: string | null;
  company: string | null;
}

/** One statement; indexes messages_seq, asks_conversation, conversations_point. */
export async function loadAskFacts(
  q: Queryable,
  {
    id,
    inboxId,
    address,
    channel,
    arrivedAt,
    queueId,
    assigneeId,
    stickyAgentId,
    contactId,
  }: DeskConversation,
): Promise<KnownOfAsk> {
  const { rows } = await q.query<Row>({
    name: "load-ask-facts",
    text: `select
        exists (select from messages m where m.conversation_id = $1 and m.direction = 'outbound'
          and (m.agent_id is not null or m.ledger_id is not null)) as "isHumanAnswered",
        coalesce(last.speaks, false) as "isGroup", last.class as "mailClass",
        exists (select from opt_outs o where o.address = $3 and o.channel = $4) as "isOptedOut",
        $5 and exists (select from conversations l
          where l.inbox_id = $2 and l.address = $3 and l.arrived_at > $6 and l.id <> $1) as "hasLater",
        (select count(*)::int from asks a where a.conversation_id = $1 and a.kind = 'confirmation'
          and a.sent_at is not null) as "askedBefore",
        (select w.ends_at from reply_windows w where w.inbox_id = $2 and w.address = $3) as "windowEndsAt",
        (select name from contacts where id = $7) as "customerName",
        (select name from agents where id = $8) as "agentName",
        (select name from queues where id = $9) as "queueName",
        (select value #>> '{}' from settings where key = 'companyName') as company
      from (select 1) one left join lateral (
        select m.chat ? 'speaker' as speaks, mm.class
        from messages m left join message_mails mm on mm.message_id = m.id
        where m.conversation_id = $1 and m.direction = 'inbound'
        order by m.seq desc limit 1
      ) last on true`,
    values: [
      id,
      inboxId,
      address,
      channel,
      isChatLike(channel),
      new Date(arrivedAt).toISOString(),
      contactId,
      assigneeId ?? stickyAgentId ?? null,
      queueId ?? null,
    ],
  });
  const [row] = rows;
  if (!row) throw new Error(`load facts of the question in conversation ${id}`);
  return {
    ...row,
    mailClass: row.mailClass ?? undefined,
    windowEndsAt: row.windowEndsAt?.getTime(),
    customerName: row.customerName ?? undefined,
    agentName: row.agentName ?? undefined,
    queueName: row.queueName ?? undefined,
    company: row.company ?? undefined,
  };
}
