import type { NewId, QueueId, Routing } from "@circuito/domain";
import {
  applyReceipts,
  type ContactKey,
  completePoints,
  type Database,
  loadPoints,
  loadUnrouted,
  lockContactPoints,
  pointsWaiting,
  type RoutingConfiguration,
  saveRoutings,
  together,
} from "@circuito/store";
import { foldBatch } from "./fold-batch.ts";

/** What a committed batch asks for next. */
export interface RoutedPoints {
  /** Rows that became something in this transaction. */
  readonly rows: number;
  /** There may be more: the limit was reached. */
  readonly more: boolean;
  /** Queues in which somebody new waits. */
  readonly queueIds: readonly QueueId[];
  /** Automatic answers to send. */
  readonly messageIds: readonly string[];
}

/**
 * Routes everything that waits at the given contact points, in one transaction:
 * lock → load unrouted rows → load state → fold → save → mark routed.
 *
 * @param limit rows at most: bounds memory and the time the locks are held
 */
export async function routeContactPoints(
  database: Database,
  keys: readonly ContactKey[],
  limit: number,
  configuration: RoutingConfiguration,
  tools: { readonly newId: NewId; readonly now: () => number },
): Promise<RoutedPoints> {
  return await database.transaction(async ({ client, commitWith }) => {
    // One round trip: each statement is executed when the one before it is done, in a snapshot of
    // its own, so the rows are read after the locks are had.
    const [, unrouted, waiting] = await together(client, () => [
      lockContactPoints(client, keys),
      loadUnrouted(client, keys, limit),
      loadPoints(client, pointsWaiting(keys)),
    ]);
    if (unrouted.length === 0) return { rows: 0, more: false, queueIds: [], messageIds: [] };

    const now = tools.now();
    const messages = unrouted.flatMap((row) => (row.kind === "message" ? [row.message] : []));
    const receipts = unrouted.flatMap((row) => (row.kind === "receipt" ? [row] : []));
    const points = await completePoints(client, waiting, messages);
    const routings = foldBatch(points, messages, now, { ...configuration, newId: tools.newId });
    await applyReceipts(client, receipts, now);
    await commitWith(() => saveRoutings(client, { routings, now }));

    return {
      rows: unrouted.length,
      more: unrouted.length === limit,
      queueIds: queuesThatGrew(routings),
      messageIds: routings.flatMap((r) => (r.autoReply ? [r.autoReply.id] : [])),
    };
  });
}

/** A message into a conversation that waited already changes nothing for the assigner. */
function queuesThatGrew(routings: readonly Routing[]): readonly QueueId[] {
  const grew = new Set<QueueId>();
  for (const { routed, trail } of routings) {
    const { queueId, assigneeId, status } = routed.conversation;
    const arrived = trail.thread !== "open-conversation";
    if (arrived && queueId && !assigneeId && status === "open") grew.add(queueId);
  }
  return [...grew];
}
