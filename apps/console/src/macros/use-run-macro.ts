import type { ConversationView, MacroView } from "@circuito/protocol";
import { endsMacro } from "@circuito/protocol/macro-text";
import { newId, putConversations } from "@circuito/realtime";
import { useMemo } from "react";
import { ApiError, mayWorkLater } from "../api/request.ts";
import { type MessageId, useT } from "../i18n/translate.ts";
import { actOnMany } from "../verbs/many/act-on-many.ts";
import { explain, latestEpoch } from "../verbs/perform.ts";
import { errorText, refusalText } from "../verbs/problem-text.ts";
import { offerUndo, withdrawUndo } from "../verbs/undo.ts";
import { goOn } from "../verbs/use-verbs.ts";
import { useInboxWays } from "../workspace/navigation.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { putInReply } from "../writing/put-in-reply.ts";
import type { MacroActKind } from "./macro-form.ts";
import { type MacroRan, macrosApi } from "./macros-api.ts";
import { type MacroUndo, undoMacro } from "./undo-macro.ts";

/** Why the macro itself was not taken. */
const REFUSALS: Readonly<Record<string, MessageId>> = {
  "no-such-macro": "macro.gone",
  "not-for-channel": "macro.notForChannel",
};

/** Applies a macro to a conversation: says what was done or which act was refused, and takes it back. */
export function useRunMacro() {
  const workspace = useWorkspace();
  const ways = useInboxWays();
  const t = useT();
  return useMemo(() => {
    const { cache, toasts, queries } = workspace;

    /** @param clientId said again with it after an answer that was lost, it is the same run */
    async function run(
      conversation: ConversationView,
      macro: MacroView,
      clientId = newId(),
    ): Promise<void> {
      const before = cache.get().conversations.get(conversation.id) ?? conversation;
      const epoch = latestEpoch(workspace, conversation);
      try {
        done(before, macro, await macrosApi.run(before.id, { macroId: macro.id, epoch, clientId }));
      } catch (error) {
        if (error instanceof ApiError && mayWorkLater(error)) {
          const again = () => void run(conversation, macro, clientId);
          toasts.add({
            text: t("macro.failed", { name: macro.name, reason: errorText(error) }),
            tone: "danger",
            action: { label: t("action.retry"), onAction: again },
            timeoutMs: null,
          });
          return;
        }
        toasts.add({
          text: await refusal(before, macro, error),
          tone: "danger",
          // To be read: nothing of it was done.
          timeoutMs: null,
        });
      }
    }

    function done(before: ConversationView, macro: MacroView, ran: MacroRan): void {
      const { conversation: after, draft } = ran;
      cache.change((held) => putConversations(held, [after]));
      void queries.invalidateQueries({ queryKey: ["macros"] });
      withdrawUndo(toasts, after.id);
      const takeOut = draft === null ? null : putInReply(workspace, after, draft);
      const undo = undoMacro(macro.acts, before, after, t("macro.undoNote"));
      const canUndo = undo.back.length > 0 || takeOut !== null;
      offerUndo(toasts, after.id, {
        text: t("macro.done", { name: macro.name }),
        tone: "ok",
        ...(canUndo && {
          action: {
            label: t("action.undo"),
            onAction: () => {
              takeOut?.();
              void takeBack(after, undo);
            },
          },
        }),
      });
      const isOver = macro.acts.some(({ kind }) => endsMacro(kind));
      if (takeOut === null && isOver) goOn(after.id, ways);
    }

    async function takeBack(conversation: ConversationView, undo: MacroUndo): Promise<void> {
      try {
        const items = undo.back.map((act) => ({ conversation, act }));
        const acted = items.length === 0 ? [] : await actOnMany(workspace, items);
        const refused = acted.flatMap(({ result }) =>
          result.outcome === "refused" ? [refusalText(result)] : [],
        );
        const [reason] = refused;
        toasts.add(
          reason === undefined
            ? { text: t(undo.noteStays ? "macro.undoneButNote" : "macro.undone") }
            : { text: t("macro.notUndone", { reason }), tone: "warn", timeoutMs: null },
        );
      } catch (error) {
        toasts.add({ text: errorText(error), tone: "danger" });
      }
    }

    async function refusal(
      conversation: ConversationView,
      { name }: MacroView,
      error: unknown,
    ): Promise<string> {
      const { because, act } = error instanceof ApiError ? error.details : {};
      const own = typeof because === "string" ? REFUSALS[because] : undefined;
      const reason = own === undefined ? await explain(workspace, t, conversation, error) : t(own);
      return typeof act === "string"
        ? t("macro.refusedAct", { name, act: t(`macro.kind.${act as MacroActKind}`), reason })
        : t("macro.failed", { name, reason });
    }

    return (conversation: ConversationView, macro: MacroView) => void run(conversation, macro);
  }, [workspace, ways, t]);
}
