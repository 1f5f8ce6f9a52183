import type { ConversationView } from "@circuito/protocol";
import { putConversations } from "@circuito/realtime";
import { api } from "../api/client.ts";
import { useT } from "../i18n/translate.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { inverseAct } from "./many/inverse-act.ts";
import { nameOf } from "./name-of.ts";
import { perform } from "./perform.ts";
import { offerUndo } from "./undo.ts";

/** Says what a conversation is about, with what is known of it. The form shows its own errors: this throws. */
export function useTellAbout() {
  const workspace = useWorkspace();
  const t = useT();
  return async (
    before: ConversationView,
    categoryId: string,
    fields: Readonly<Record<string, string>>,
    isUndoOffered: boolean,
  ): Promise<ConversationView> => {
    const after = await api.categorize(before.id, { categoryId, fields });
    workspace.cache.change((held) => putConversations(held, [after]));
    const back = inverseAct({ kind: "categorize", categoryId, fields }, before, after, "");
    if (!isUndoOffered || back?.kind !== "categorize") return after;
    const { kind: _, ...was } = back;
    const putBack = () => api.categorize(before.id, was);
    offerUndo(workspace.toasts, after.id, {
      text: t("done.toldAbout", { name: nameOf(after) }),
      action: {
        label: t("action.undo"),
        onAction: () => void perform(workspace, t, { conversation: after, call: putBack }),
      },
    });
    return after;
  };
}
