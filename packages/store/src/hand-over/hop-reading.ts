import type { AgentId, ConversationId, Diversion, HandOverKind, QueueId } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { ms } from "../reading/instants.ts";

interface Person {
  readonly id: AgentId;
  readonly name: string;
}

/** A hand-over as it is shown: names resolved, instants in ms since epoch. */
export interface HopReading {
  readonly conversationId: ConversationId;
  readonly n: number;
  readonly kind: HandOverKind;
  readonly fromQueueId: QueueId | null;
  readonly toQueueId: QueueId | null;
  readonly fromAgent: Person | null;
  readonly toAgent: Person | null;
  readonly byName: string;
  readonly note: string;
  readonly result: string | null;
  readonly diverted: Diversion | null;
  readonly meantQueueId: QueueId | null;
  readonly at: number;
  readonly acceptBy: number | null;
  readonly acceptedAt: number | null;
  readonly acceptedBy: Person | null;
  readonly overdueAt: number | null;
  readonly leftAt: number | null;
}

type Row = Omit<HopReading, "at" | "acceptBy" | "acceptedAt" | "overdueAt" | "leftAt"> & {
  readonly at: Date;
  readonly acceptBy: Date | null;
  readonly acceptedAt: Date | null;
  readonly overdueAt: Date | null;
  readonly leftAt: Date | null;
};

const person = (alias: string) =>
  `case when ${alias}.id is null then null
    else jsonb_build_object('id', ${alias}.id, 'name', ${alias}.name) end`;

const SELECT = `select h.conversation_id as "conversationId", h.n, h.kind,
    h.from_queue_id as "fromQueueId", h.to_queue_id as "toQueueId",
    ${person("f")} as "fromAgent", ${person("t")} as "toAgent", h.by_name as "byName",
    h.note, h.result, h.diverted, h.meant_queue_id as "meantQueueId", h.at,
    h.accept_by as "acceptBy", h.accepted_at as "acceptedAt", ${person("b")} as "acceptedBy",
    h.overdue_at as "overdueAt", h.left_at as "leftAt"
  from hops h left join agents f on f.id = h.from_agent_id left join agents t on t.id = h.to_agent_id
    left join agents b on b.id = h.accepted_by`;

/** The hand-overs of a conversation, oldest first. */
export async function listHops(
  q: Queryable,
  conversationId: string,
): Promise<readonly HopReading[]> {
  const { rows } = await q.query<Row>({
    name: "list-hops",
    text: `${SELECT} where h.conversation_id = $1 order by h.n`,
    values: [conversationId],
  });
  return rows.map(hopReading);
}

/** The first stay: where a conversation waited when it came, and who took it there. */
export interface Arrival {
  readonly queueId: QueueId | null;
  readonly at: number;
  readonly acceptedAt: number | null;
  readonly acceptedBy: Person | null;
}

/** Lines of the story that give a conversation an owner; their data names it. */
const OWNER_KINDS = ["assigned", "claimed"];

/** @param firstHop the hand-over that ended the stay, if there was one */
export async function findArrival(
  q: Queryable,
  conversationId: string,
  firstHop: Pick<HopReading, "at" | "fromQueueId"> | undefined,
): Promise<Arrival | undefined> {
  const { rows } = await q.query<{
    queueId: QueueId | null;
    at: Date;
    acceptedAt: Date | null;
    acceptedBy: Person | null;
  }>({
    name: "find-arrival",
    text: `select c.queue_id as "queueId", c.arrived_at as at, v.at as "acceptedAt",
        ${person("a")} as "acceptedBy"
      from conversations c
      left join lateral (
        select at, data->>'agentId' as agent_id from activities
        where conversation_id = c.id and kind = any($2::text[])
          and at <= coalesce($3::timestamptz, 'infinity') order by id limit 1
      ) v on true
      left join agents a on a.id::text = v.agent_id
      where c.id = $1`,
    values: [conversationId, OWNER_KINDS, firstHop ? new Date(firstHop.at).toISOString() : null],
  });
  const [row] = rows;
  return (
    row && {
      queueId: firstHop ? firstHop.fromQueueId : row.queueId,
      at: row.at.getTime(),
      acceptedAt: ms(row.acceptedAt),
      acceptedBy: row.acceptedBy,
    }
  );
}

/** One on the supervisors' list, and whose it is. */
export interface HopToMindReading extends HopReading {
  readonly protocol: string;
  readonly contactName: string | null;
}

/** One bite of the supervisors' list. */
const OPEN_HOPS_MAX = 200;

/**
 * Hand-overs that want a supervisor's eye and wait for somebody still: nobody took them in time, or
 * people pass them to and fro. What waits longest over its promise comes first.
 */
export async function listHopsToMind(
  q: Queryable,
  now: number,
): Promise<readonly HopToMindReading[]> {
  const { rows } = await q.query<Row & Pick<HopToMindReading, "protocol" | "contactName">>({
    name: "list-hops-to-mind",
    text: `select hop.*, c.protocol, p.name as "contactName"
      from (${SELECT}
        where h.accepted_at is null and h.left_at is null
          and (h.diverted is not null or h.accept_by <= $1)) hop
      join conversations c on c.id = hop."conversationId" join contacts p on p.id = c.contact_id
      where c.status in ('open', 'snoozed')
      order by hop."acceptBy" nulls last, c.id limit ${OPEN_HOPS_MAX}`,
    values: [new Date(now).toISOString()],
  });
  return rows.map((row) => ({ ...row, ...hopReading(row) }));
}

function hopReading(row: Row): HopReading {
  return {
    ...row,
    at: row.at.getTime(),
    acceptBy: ms(row.acceptBy),
    acceptedAt: ms(row.acceptedAt),
    overdueAt: ms(row.overdueAt),
    leftAt: ms(row.leftAt),
  };
}
