import type { Connector } from "@circuito/connector";
import type { InboxId } from "@circuito/domain";
import { type Database, findTypingTarget } from "@circuito/store";
import type { Log } from "../log/log.ts";
import { onVolatile, type Typing, type VolatileWake } from "../web/agents/volatile.ts";

/** A provider shows it for 25 s (Meta); told again before it ends, and not with every key. */
const TELL_AGAIN_AFTER_MS = 20_000;
/** Conversations remembered: more people do not type at once in one process. */
const REMEMBERED_MAX = 1_000;

interface ChannelTypingParts {
  readonly database: Database;
  readonly wake: VolatileWake;
  /** Of an inbox that this process may act for. */
  readonly connectorOf: (inbox: InboxId) => Promise<Connector | undefined>;
  /** Whether this process is to tell of it: every process hears, one tells. */
  readonly isOurs: (told: Typing) => boolean;
  readonly now: () => number;
  readonly log: Log;
}

/**
 * Shows customers in their own app that an agent writes to them, where their channel can.
 * @returns a function that ends it
 */
export function tellChannelsTyping(parts: ChannelTypingParts): () => void {
  const { database, wake, connectorOf, isOurs, now, log } = parts;
  const toldAt = new Map<string, number>();

  async function tell(conversationId: string): Promise<void> {
    const target = await findTypingTarget(database.pool, conversationId);
    if (!target) return;
    const connector = await connectorOf(target.inboxId);
    await connector?.typing?.(target.address, target.newest);
  }

  return onVolatile(wake, (told) => {
    if (told.type !== "typing" || told.kind !== "agent" || told.room !== "reply") return;
    const { conversationId } = told;
    if (!isOurs(told) || now() - (toldAt.get(conversationId) ?? 0) < TELL_AGAIN_AFTER_MS) return;
    if (toldAt.size >= REMEMBERED_MAX) toldAt.clear();
    toldAt.set(conversationId, now());
    tell(conversationId).catch((error: unknown) => log.debug("typing not told", { error }));
  });
}
