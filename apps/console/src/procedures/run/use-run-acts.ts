import type { ConversationView, RunView } from "@circuito/protocol";
import { newId } from "@circuito/realtime";
import { useQueryClient } from "@tanstack/react-query";
import { useT } from "../../i18n/translate.ts";
import { latestEpoch, perform } from "../../verbs/perform.ts";
import { useWorkspace } from "../../workspace/workspace-context.ts";
import { runsApi } from "./runs-api.ts";
import type { StepAnswer } from "./step-form.tsx";
import { proceduresKey } from "./use-conversation-procedures.ts";

/** What can be done with procedures in a conversation; each resolves with whether it was done. */
export function useRunActs(conversation: ConversationView) {
  const workspace = useWorkspace();
  const queries = useQueryClient();
  const t = useT();
  const { id } = conversation;

  async function by(call: (epoch: number) => Promise<ConversationView>): Promise<boolean> {
    const epoch = latestEpoch(workspace, conversation);
    const after = await perform(workspace, t, { conversation, call: () => call(epoch) });
    // Refused, too: a colleague may have been faster, and what is shown is of before.
    await queries.invalidateQueries({ queryKey: proceduresKey(id) });
    return after !== null;
  }

  return {
    start: (procedureId: string) =>
      by((epoch) => runsApi.start(id, { runId: newId(), procedureId }, epoch)),
    take: (run: RunView, key: string, answer: StepAnswer) =>
      by((epoch) => {
        const step = { runId: run.id, position: run.taken.length, key, ...answer };
        return runsApi.takeStep(id, step, epoch);
      }),
    giveUp: (run: RunView, reason: string) =>
      by((epoch) => runsApi.giveUp(id, { runId: run.id, reason }, epoch)),
  };
}
