import type { DeskConversation } from "@circuito/domain";
import { and, eq } from "drizzle-orm";
import type { Transaction } from "../database.ts";
import { conversations } from "../schema/index.ts";

/**
 * Saves what a verb made of a conversation: another version, under the epoch it was decided on.
 * @throws if the epoch moved, which cannot happen to who holds the row's lock
 */
export async function saveDeskConversation(
  tx: Transaction,
  before: DeskConversation,
  after: DeskConversation,
): Promise<void> {
  const { registration, category } = after;
  const saved = await tx.drizzle
    .update(conversations)
    .set({
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
      version: before.version + 1,
      lastSeq: after.lastSeq,
      lastPublicSeq: after.lastPublicSeq,
      assignedAt: after.assignedAt ?? null,
      lastMessageAt: after.lastMessageAt ?? null,
      waitingSince: after.waitingSince ?? null,
      snoozedUntil: after.snoozedUntil ?? null,
      resolvedAt: after.resolvedAt ?? null,
      title: after.title ?? null,
      ...(registration
        ? {
            category: registration.category,
            summary: registration.summary,
            urgency: registration.urgency,
            promisedAt: registration.promisedAt,
            categoryId: registration.categoryId ?? null,
            categoryFields: registration.fields ?? null,
          }
        : {
            category: category?.words ?? null,
            categoryId: category?.id ?? null,
            categoryFields: category?.fields ?? null,
          }),
      handOver: after.handOver ?? null,
      leasedById: after.lease?.agentId ?? null,
      leasedSince: after.lease?.since ?? null,
      leasedUntil: after.lease?.until ?? null,
      attendant: after.attendant ?? null,
      ask: after.ask ?? null,
      protocolToldAt: after.protocolToldAt ?? null,
      preview: after.preview,
      previewFrom: after.previewFrom ?? null,
    })
    .where(and(eq(conversations.id, before.id), eq(conversations.epoch, before.epoch)));
  if (saved.rowCount !== 1) {
    throw new Error(`save conversation ${before.id} under epoch ${before.epoch}`);
  }
}
