import type { DeskConversation, Registration } from "@circuito/domain";
import type { Transaction } from "../database.ts";
import { conversations } from "../schema/index.ts";
import { tableText } from "../table-text.ts";

const text = tableText(conversations);

type Row = typeof conversations.$inferSelect;

/** What a verb may change of a conversation, as its row has it. */
const changed = (after: DeskConversation) =>
  ({
    status: after.status,
    waitingOn: after.waitingOn,
    queueId: after.queueId ?? null,
    level: after.level,
    priority: after.priority,
    slaPolicyId: after.slaPolicyId ?? null,
    tags: [...after.tags],
    followerIds: [...after.followerIds],
    assigneeId: after.assigneeId ?? null,
    stickyAgentId: after.stickyAgentId ?? null,
    excludedAgentIds: [...after.excludedAgentIds],
    epoch: after.epoch,
    lastSeq: after.lastSeq,
    lastPublicSeq: after.lastPublicSeq,
    assignedAt: after.assignedAt ?? null,
    lastMessageAt: after.lastMessageAt ?? null,
    waitingSince: after.waitingSince ?? null,
    snoozedUntil: after.snoozedUntil ?? null,
    resolvedAt: after.resolvedAt ?? null,
    title: after.title ?? null,
    handOver: after.handOver ?? null,
    leasedById: after.lease?.agentId ?? null,
    leasedSince: after.lease?.since ?? null,
    leasedUntil: after.lease?.until ?? null,
    attendant: after.attendant ?? null,
    ask: after.ask ?? null,
    protocolToldAt: after.protocolToldAt ?? null,
    preview: after.preview,
    previewFrom: after.previewFrom ?? null,
  }) satisfies Partial<Row>;

/** What it is about, where nobody registered it. */
const described = ({ category }: DeskConversation) =>
  ({
    category: category?.words ?? null,
    categoryId: category?.id ?? null,
    categoryFields: category?.fields ?? null,
  }) satisfies Partial<Row>;

/** All that its registration says. */
const registered = ({ category, categoryId, fields, ...said }: Registration) =>
  ({
    category,
    summary: said.summary,
    urgency: said.urgency,
    promisedAt: said.promisedAt,
    categoryId: categoryId ?? null,
    categoryFields: fields ?? null,
  }) satisfies Partial<Row>;

/**
 * Saves what a verb made of a conversation: another version, under the epoch it was decided on.
 * @throws if the epoch moved, which cannot happen to who holds the row's lock
 */
export async function saveDeskConversation(
  tx: Transaction,
  before: DeskConversation,
  after: DeskConversation,
): Promise<void> {
  const { name, about } = after.registration
    ? { name: "save-registered-conversation", about: registered(after.registration) }
    : { name: "save-desk-conversation", about: described(after) };
  const row = { ...changed(after), ...about, version: before.version + 1 };
  const where = { id: before.id, epoch: before.epoch };
  const saved = await tx.client.query({ name, ...text.update(row, where) });
  if (saved.rowCount !== 1) {
    throw new Error(`save conversation ${before.id} under epoch ${before.epoch}`);
  }
}
