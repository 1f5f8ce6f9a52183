import {
  type Address,
  type AgentId,
  afterChange,
  type ChangeAuthor,
  type ConversationId,
  type InboxId,
  type LedgerId,
  type MessageChange,
  type MessageChanges,
  type MessageId,
  type QueueId,
} from "@circuito/domain";
import { QUEUE_TO_SEE } from "../../conversations/queue-to-see.ts";
import type { Queryable } from "../../database.ts";
import { markRouted, postpone, suppress } from "../../ledger/settle.ts";
import { customerKey, writeNotices } from "../../notices.ts";
import { previewOf } from "../message-row.ts";

/** A change that waits to be applied. */
export interface UnroutedChange {
  readonly kind: "change";
  readonly ledgerId: LedgerId;
  readonly inboxId: InboxId;
  /** The contact point that it came from, and its other names: it changes messages of theirs alone. */
  readonly names: readonly Address[];
  /** External id of the message. */
  readonly of: string;
  readonly by: ChangeAuthor;
  readonly change: MessageChange;
  /** Provider's time, ms since epoch. */
  readonly at: number | undefined;
  readonly receivedAt: number;
}

/** What it changes may come later, by another webhook or after an absence; after a day it will not. */
const UNMATCHED_RETRY_MS = 30_000;
const UNMATCHED_PATIENCE_MS = 24 * 60 * 60_000;

interface Target {
  readonly id: MessageId;
  readonly external_id: string;
  readonly inbox_id: InboxId;
  readonly conversation_id: ConversationId;
  readonly text: string;
  readonly direction: "inbound" | "outbound" | "note";
  readonly changes: MessageChanges | null;
  /** Names under which the contact point of its conversation writes, the conversation's own included. */
  readonly names: readonly Address[];
  readonly queue_id: QueueId | null;
  readonly assignee_id: AgentId | null;
  readonly address: Address;
}

interface Changed {
  readonly target: Target;
  readonly text: string;
  readonly changes: MessageChanges;
}

/**
 * Applies what people did to messages, in ledger order. One whose message is not here yet waits; one
 * whose message never came is set aside, and a person can find it.
 */
export async function applyChanges(
  tx: Queryable,
  changes: readonly UnroutedChange[],
  now: number,
): Promise<void> {
  if (changes.length === 0) return;
  const targets = await lockTargets(tx, changes);
  const changed = new Map<MessageId, Changed>();
  const matched: UnroutedChange[] = [];
  const unmatched: LedgerId[] = [];
  for (const change of changes) {
    const target = targets.get(`${change.inboxId} ${change.of}`);
    if (!target || !isTheirs(change, target)) {
      if (now - change.receivedAt < UNMATCHED_PATIENCE_MS) unmatched.push(change.ledgerId);
      else await suppress(tx, change.ledgerId, "unmatched-change");
      continue;
    }
    const { text, changes: before } = changed.get(target.id) ?? {
      text: target.text,
      changes: target.changes ?? {},
    };
    const at = change.at ?? change.receivedAt;
    const after = afterChange({ text, changes: before }, change.change, change.by, at);
    changed.set(target.id, { target, ...after });
    matched.push(change);
  }
  await save(tx, [...changed.values()].filter(isOther));
  await markRouted(
    tx,
    matched.map(({ ledgerId }) => ({ ledgerId, messageId: undefined, trail: undefined })),
  );
  await postpone(tx, unmatched, UNMATCHED_RETRY_MS);
}

/**
 * Whether a message is of the conversation that the change came from, and written by whoever takes back
 * its words: ids are made elsewhere, and naming one gives no right to it (design, invariant 13).
 */
function isTheirs({ names, by, change }: UnroutedChange, target: Target): boolean {
  if (!names.some((name) => target.names.includes(name))) return false;
  if (change.kind === "reaction") return target.direction !== "note";
  return target.direction === (by === "customer" ? "inbound" : "outbound");
}

function isOther({ target, text, changes }: Changed): boolean {
  return text !== target.text || JSON.stringify(changes) !== JSON.stringify(target.changes ?? {});
}

/** Messages by their external id, whoever wrote them. */
async function lockTargets(
  tx: Queryable,
  changes: readonly UnroutedChange[],
): Promise<ReadonlyMap<string, Target>> {
  const { rows } = await tx.query<Target>({
    name: "lock-change-targets",
    text: `with asked as (
        select distinct * from unnest($1::uuid[], $2::text[]) as n(inbox_id, external_id)
      ), found as (
        select a.*, l.message_id from asked a
          join ledger l on l.inbox_id = a.inbox_id and l.external_id = a.external_id
            and l.collision = 0 and l.message_id is not null
        union
        select a.*, d.message_id from asked a
          join deliveries d on d.inbox_id = a.inbox_id and d.external_id = a.external_id
      )
      select m.id, f.external_id, f.inbox_id, m.conversation_id, m.text, m.direction, m.changes,
        ${QUEUE_TO_SEE} as queue_id, c.assignee_id, c.address,
        array(select c.address union all select a.alias from point_aliases a
          where a.inbox_id = c.inbox_id and a.address = c.address) as names
      from found f join messages m on m.id = f.message_id
        join conversations c on c.id = m.conversation_id
      order by m.id for update of m`,
    values: [changes.map((c) => c.inboxId), changes.map((c) => c.of)],
  });
  return new Map(rows.map((row) => [`${row.inbox_id} ${row.external_id}`, row]));
}

/** What was taken back is not left standing in every list. */
function previewAfter({ text, changes }: Changed): string {
  return previewOf({ text: changes.revoked ? "" : text, media: [], placeholder: undefined });
}

async function save(tx: Queryable, changed: readonly Changed[]): Promise<void> {
  if (changed.length === 0) return;
  await tx.query({
    name: "save-changes",
    text: `with u as (
        select * from unnest($1::uuid[], $2::text[], $3::jsonb[], $4::text[])
          as u(id, text, changes, preview)
      ), done as (
        update messages m set text = u.text, changes = u.changes, revision = m.revision + 1
        from u where m.id = u.id
        returning m.conversation_id, m.seq, u.preview
      )
      update conversations c set preview = done.preview, version = c.version + 1
      from done where c.id = done.conversation_id and c.last_seq = done.seq
        and c.preview is distinct from done.preview`,
    values: [
      changed.map((c) => c.target.id),
      changed.map((c) => c.text),
      changed.map((c) => JSON.stringify(c.changes)),
      changed.map(previewAfter),
    ],
  });
  await writeNotices(
    tx,
    changed.flatMap(({ target }) => {
      const shared = {
        conversationId: target.conversation_id,
        audience: [target.queue_id, target.assignee_id].filter((id) => id !== null),
        customer: customerKey(target.inbox_id, target.address),
      };
      return [
        { type: "message.changed", subjectId: target.id, ...shared } as const,
        { type: "conversation.changed", subjectId: target.conversation_id, ...shared } as const,
      ];
    }),
  );
}
