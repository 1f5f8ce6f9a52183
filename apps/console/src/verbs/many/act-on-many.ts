import type { BulkAct, BulkResult, ConversationView } from "@circuito/protocol";
import { putConversations } from "@circuito/realtime";
import { api } from "../../api/client.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import { tellProgress } from "./progress.ts";

/** So many at a time: the count moves, and none of the requests is long. */
const AT_ONCE = 25;

export interface Item {
  readonly conversation: ConversationView;
  readonly act: BulkAct;
}

export interface Acted extends Item {
  readonly result: BulkResult;
}

/**
 * A verb on each of many, in turns; every answer is kept as it comes.
 * @throws ApiError if the server was not reached; what was done until then is in the cache
 */
export async function actOnMany(
  { cache }: Workspace,
  items: readonly Item[],
): Promise<readonly Acted[]> {
  const acted: Acted[] = [];
  tellProgress({ done: 0, total: items.length });
  try {
    for (let from = 0; from < items.length; from += AT_ONCE) {
      const turn = items.slice(from, from + AT_ONCE);
      const asked = turn.map(({ conversation, act }) => ({ id: conversation.id, act }));
      const { results } = await api.actOnMany(asked);
      const views = results.flatMap((one) => (one.outcome === "done" ? [one.conversation] : []));
      cache.change((held) => putConversations(held, views));
      for (const [index, item] of turn.entries()) {
        const result = results[index];
        if (result !== undefined) acted.push({ ...item, result });
      }
      tellProgress({ done: acted.length, total: items.length });
    }
  } finally {
    tellProgress(null);
  }
  return acted;
}
