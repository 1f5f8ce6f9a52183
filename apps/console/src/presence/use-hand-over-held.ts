import type { ConversationView } from "@circuito/protocol";
import { putConversations } from "@circuito/realtime";
import { useState } from "react";
import { api } from "../api/client.ts";
import { useT } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";
import { useMe, useWorkspace } from "../workspace/workspace-context.ts";
import { presenceText } from "./presence-labels.ts";

/** Back to their queues, or to a colleague: what leaves the hands of whoever goes. */
export function useHandOverHeld(isLeaving: boolean) {
  const t = useT();
  const me = useMe();
  const { cache, queries, toasts } = useWorkspace();
  const [isBusy, setBusy] = useState(false);
  const note = isLeaving
    ? t("leaving.note", { name: me.name, presence: presenceText(me) })
    : t("shift.note", { name: me.name });

  /** Each is asked for by itself: what somebody else took meanwhile is no reason to keep the others. */
  async function handOver(held: readonly ConversationView[], agentId?: string): Promise<void> {
    setBusy(true);
    for (const { id, queueId, epoch } of held) {
      if (queueId === null) continue;
      const to = agentId === undefined ? { queueId } : { queueId, agentId };
      try {
        const after = await api.transfer(id, to, { note }, epoch);
        cache.change((before) => putConversations(before, [after]));
      } catch (error) {
        toasts.add({ text: errorText(error), tone: "danger" });
      }
    }
    setBusy(false);
    await queries.invalidateQueries({ queryKey: ["conversations"] });
  }

  return {
    isBusy,
    putBack: (held: readonly ConversationView[]) => handOver(held),
    passTo: (agentId: string, held: readonly ConversationView[]) => handOver(held, agentId),
  };
}
