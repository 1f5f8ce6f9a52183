import type { ConversationView } from "@circuito/protocol";
import { putConversations } from "@circuito/realtime";
import { api } from "../api/client.ts";
import { ApiError } from "../api/request.ts";
import type { Translate } from "../i18n/translate.ts";
import { goToProcedures } from "../procedures/run/go-to-procedures.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { errorText } from "./problem-text.ts";
import { withdrawUndo } from "./undo.ts";

export interface Move {
  readonly conversation: ConversationView;
  readonly call: () => Promise<ConversationView>;
  readonly done?: string;
}

/** Calls, keeps the answer, and says what went wrong; `null` if it did. */
export async function perform(
  workspace: Workspace,
  t: Translate,
  { conversation, call, done }: Move,
): Promise<ConversationView | null> {
  try {
    const after = await call();
    workspace.cache.change((held) => putConversations(held, [after]));
    withdrawUndo(workspace.toasts, conversation.id);
    if (done !== undefined) workspace.toasts.add({ text: done, tone: "ok" });
    return after;
  } catch (error) {
    workspace.toasts.add({
      text: await explain(workspace, t, conversation, error),
      tone: "danger",
      ...(isOpenStep(error) && {
        action: { label: t("action.goToStep"), onAction: goToProcedures },
      }),
    });
    return null;
  }
}

/** A procedure that runs has a step that must be taken first. */
const isOpenStep = (error: unknown) =>
  error instanceof ApiError && typeof error.details.step === "string";

/** Someone was faster: say who. The present state is fetched rather than guessed. */
export async function explain(
  workspace: Workspace,
  t: Translate,
  conversation: ConversationView,
  error: unknown,
): Promise<string> {
  if (!(error instanceof ApiError) || error.code !== "conflict") return errorText(error);
  const now = await api.getConversation(conversation.id).catch(() => null);
  if (now === null) return errorText(error);
  workspace.cache.change((held) => putConversations(held, [now]));
  // A director may have it before them, whose it is not.
  const owner = now.assignee ?? now.lease?.agent ?? null;
  if (owner === null || owner.id === workspace.agentId) return errorText(error);
  return t("problem.claimedBy", { name: owner.name });
}

/** An own reply or claim may have moved the epoch since the button was drawn. */
export function latestEpoch(workspace: Workspace, conversation: ConversationView): number {
  return workspace.cache.get().conversations.get(conversation.id)?.epoch ?? conversation.epoch;
}
