import {
  type DeskConversation,
  ERASED,
  type Lease,
  NO_SKILLS,
  type Registration,
} from "@circuito/domain";
import type pg from "pg";
import type { Transaction } from "../database.ts";
import { conversations } from "../schema/index.ts";
import { tableText } from "../table-text.ts";

type Row = typeof conversations.$inferSelect;

const text = tableText(conversations);
// With whom nobody speaks any more nothing is done: the data of its customer were erased.
const SELECT = `select ${text.columns} from conversations
  where id = $1 and address not like '${ERASED}%' for update`;

/**
 * Locks one conversation and returns it as it is now; `undefined` if there is none. Whoever also
 * locks an agent locks the agent first, so that two claims never wait for each other.
 */
export function lockDeskConversation(
  tx: Transaction,
  id: string,
): Promise<DeskConversation | undefined> {
  return lock(tx, { name: "lock-desk-conversation", text: SELECT, values: [id] });
}

/** The same, unless somebody else holds the lock: whoever looks for any one takes another. */
export function lockFreeConversation(
  tx: Transaction,
  id: string,
): Promise<DeskConversation | undefined> {
  return lock(tx, {
    name: "lock-free-conversation",
    text: `${SELECT} skip locked`,
    values: [id],
  });
}

async function lock(tx: Transaction, query: pg.QueryConfig): Promise<DeskConversation | undefined> {
  const { rows } = await tx.client.query<Record<string, unknown>>(query);
  return rows[0] && deskConversationOf(text.read(rows[0]));
}

function deskConversationOf(row: Row): DeskConversation {
  return {
    ...row,
    queueId: row.queueId ?? undefined,
    requiredSkills: row.requiredSkills ?? NO_SKILLS,
    language: row.language ?? undefined,
    slaPolicyId: row.slaPolicyId ?? undefined,
    plan: row.plan ?? undefined,
    planStep: row.planStep ?? undefined,
    assigneeId: row.assigneeId ?? undefined,
    stickyAgentId: row.stickyAgentId ?? undefined,
    assignedAt: row.assignedAt ?? undefined,
    lastInboundAt: row.lastInboundAt ?? undefined,
    lastMessageAt: row.lastMessageAt ?? undefined,
    waitingSince: row.waitingSince ?? undefined,
    snoozedUntil: row.snoozedUntil ?? undefined,
    resolvedAt: row.resolvedAt ?? undefined,
    followsId: row.followsId ?? undefined,
    attendant: row.attendant ?? undefined,
    ask: row.ask ?? undefined,
    protocolToldAt: row.protocolToldAt ?? undefined,
    title: row.title ?? undefined,
    registration: registrationOf(row),
    category:
      row.category === null
        ? undefined
        : {
            words: row.category,
            id: row.categoryId ?? undefined,
            fields: row.categoryFields ?? {},
          },
    handOver: row.handOver ?? undefined,
    lease: leaseOf(row),
    previewFrom: row.previewFrom ?? undefined,
  };
}

function leaseOf({ leasedById, leasedSince, leasedUntil }: Row): Lease | undefined {
  if (leasedById === null || leasedSince === null || leasedUntil === null) return undefined;
  return { agentId: leasedById, since: leasedSince, until: leasedUntil };
}

/** What a director wrote down is whole or not there: a title alone may be anybody's. */
function registrationOf(row: Row): Registration | undefined {
  const { title, category, summary, urgency, promisedAt } = row;
  if (title === null || category === null || summary === null) return undefined;
  if (urgency === null || promisedAt === null) return undefined;
  return {
    title,
    category,
    summary,
    urgency,
    promisedAt,
    categoryId: row.categoryId ?? undefined,
    fields: row.categoryFields ?? {},
  };
}
