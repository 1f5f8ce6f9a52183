import { type OutboxItem, putHeld, putMessages, type Verdict } from "@circuito/realtime";
import { api, type WrittenReply } from "../api/client.ts";
import { ApiError, mayWorkLater } from "../api/request.ts";
import type { CacheStore } from "./cache-store.ts";

/** Says one unsent item to the server; a note has its kind in the same place a reply has. */
export async function sendItem(
  item: OutboxItem,
  cache: CacheStore,
  agentId: string,
): Promise<Verdict> {
  try {
    // In the cache before the item leaves the outbox: the bubble never blinks.
    await (item.hold === undefined
      ? say(item, cache, agentId)
      : hold(item, item.hold, cache, agentId));
    return { kind: "accepted" };
  } catch (error) {
    if (!(error instanceof ApiError) || mayWorkLater(error)) return { kind: "again" };
    const { code, message, details } = error;
    return { kind: "refused", refusal: { code, message, details } };
  }
}

async function say(item: OutboxItem, cache: CacheStore, agentId: string): Promise<void> {
  const { kind, mentions } = item;
  const message = await api.reply(item.conversationId, {
    ...written(item, cache, agentId),
    kind,
    ...(mentions === undefined ? {} : { mentions }),
  });
  cache.change((held) => putMessages(held, item.conversationId, [message]));
}

async function hold(
  item: OutboxItem,
  when: NonNullable<OutboxItem["hold"]>,
  cache: CacheStore,
  agentId: string,
): Promise<void> {
  const until = "sendAt" in when ? { sendAt: when.sendAt } : { afterSeconds: when.seconds };
  const body = { ...written(item, cache, agentId), ...until };
  const told = await api.holdReply(item.conversationId, body);
  cache.change((held) => putHeld(held, [told]));
}

function written(item: OutboxItem, cache: CacheStore, agentId: string): WrittenReply {
  const { lastSeenSeq, andThen, closing, draftVersion } = item;
  return {
    // What a template says is the server's to write, and a file may go without words.
    ...(item.chat?.template === undefined && item.text !== "" ? { text: item.text } : {}),
    clientId: item.id,
    ...(item.mail === undefined ? {} : { mail: item.mail }),
    ...(item.chat === undefined ? {} : { chat: item.chat }),
    ...(item.files === undefined ? {} : { mediaIds: item.files.map((file) => file.mediaId) }),
    ...(item.articles === undefined ? {} : { articles: item.articles }),
    ...(lastSeenSeq === undefined ? {} : { lastSeenSeq }),
    ...(andThen === undefined ? {} : { andThen }),
    ...(closing === undefined ? {} : { closing }),
    ...(draftVersion === undefined ? {} : { draftVersion }),
    ...(item.kind === "note" ? {} : ownedEpoch(item, cache, agentId)),
  };
}

/**
 * The writer's own acts move the epoch: answering nobody's conversation takes it. What they own now
 * is theirs to answer under the present epoch; anybody else's only under the one they saw.
 */
function ownedEpoch(item: OutboxItem, cache: CacheStore, agentId: string): { epoch?: number } {
  const now = cache.get().conversations.get(item.conversationId);
  const isOwn = now !== undefined && now.assignee?.id === agentId;
  const epoch = isOwn ? now.epoch : item.epoch;
  return epoch === undefined ? {} : { epoch };
}
