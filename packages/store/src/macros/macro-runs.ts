import type {
  AgentId,
  ContactId,
  ConversationId,
  QueueId,
  QuickReplyFacts,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";

export interface MacroRun {
  readonly macroId: string;
  /** Null: a program's. */
  readonly actorId: AgentId | null;
}

/**
 * The run that a client asked for under an id of its own: the story knows it, and nothing else has to.
 * A story is a few hundred lines at most, and found by its conversation.
 */
export async function findMacroRun(
  q: Queryable,
  conversationId: ConversationId,
  clientId: string,
): Promise<MacroRun | undefined> {
  const { rows } = await q.query<MacroRun>({
    name: "find-macro-run",
    text: `select data->>'macroId' as "macroId", actor_id as "actorId" from activities
      where conversation_id = $1 and kind = 'macro-run' and data->>'clientId' = $2
      limit 1`,
    values: [conversationId, clientId],
  });
  return rows[0];
}

/** How often each of these was run since an instant; none: it is not in the answer. */
export async function countMacroRuns(
  q: Queryable,
  macroIds: readonly string[],
  since: number,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await q.query<{ macroId: string; runs: number }>({
    name: "count-macro-runs",
    // By activities_macro.
    text: `select data->>'macroId' as "macroId", count(*)::int as runs from activities
      where kind = 'macro-run' and data->>'macroId' = any($1::text[]) and at >= $2
      group by 1`,
    values: [macroIds, new Date(since).toISOString()],
  });
  return new Map(rows.map(({ macroId, runs }) => [macroId, runs]));
}

/** What a macro's words may say of a conversation; whoever runs it says who they are. */
export async function findMacroFacts(
  q: Queryable,
  { contactId, queueId }: { readonly contactId: ContactId; readonly queueId: QueueId | undefined },
): Promise<Pick<QuickReplyFacts, "customerName" | "company" | "queueName">> {
  const { rows } = await q.query<Record<"customerName" | "company" | "queueName", string | null>>({
    name: "find-macro-facts",
    text: `select (select name from contacts where id = $1) as "customerName",
      (select name from queues where id = $2) as "queueName",
      (select value #>> '{}' from settings where key = 'companyName') as company`,
    values: [contactId, queueId ?? null],
  });
  const [row] = rows;
  return {
    customerName: row?.customerName ?? undefined,
    company: row?.company ?? undefined,
    queueName: row?.queueName ?? undefined,
  };
}
