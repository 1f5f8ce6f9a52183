import type { ConversationView } from "@circuito/protocol";
import { putConversations } from "@circuito/realtime";
import { api } from "../api/client.ts";
import { useT } from "../i18n/translate.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
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
    // What was said in free words has no id to go back to.
    const isBack = before.categoryId !== null || before.category === null;
    if (!isUndoOffered || !isBack || after.version === before.version) return after;
    const putBack = () =>
      api.categorize(before.id, {
        categoryId: before.categoryId,
        ...(before.categoryId === null ? {} : { fields: before.categoryFields ?? {} }),
      });
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
