import type { ConversationView } from "@circuito/protocol";
import { putConversations } from "@circuito/realtime";
import { useMemo } from "react";
import { api, type Destination, type Registration } from "../api/client.ts";
import { ApiError } from "../api/request.ts";
import { futureTime } from "../i18n/format.ts";
import { addressText } from "../i18n/labels.ts";
import { type Translate, useT } from "../i18n/translate.ts";
import { useInboxPlace } from "../workspace/navigation.ts";
import { focusSoon } from "../workspace/panes.ts";
import { usePreferences } from "../workspace/preferences.ts";
import { serverNow } from "../workspace/server-now.ts";
import { useUi } from "../workspace/ui-state.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { errorText } from "./problem-text.ts";

/** Every move of a conversation: what it calls, what it says, where it leads. */
export function useVerbs() {
  const workspace = useWorkspace();
  const place = useInboxPlace();
  const t = useT();
  return useMemo(() => {
    const { toasts } = workspace;
    const by = (verb: Verb) => perform(workspace, t, verb);
    const leave = (from: string) => goOn(from, place);

    const reopen = (conversation: ConversationView) =>
      by({
        conversation,
        call: () =>
          conversation.status === "snoozed"
            ? wake(workspace, conversation)
            : api.reopen(conversation.id),
        done: t("done.reopened"),
      });

    return {
      claim: (conversation: ConversationView) =>
        by({ conversation, call: () => api.claim(conversation.id, conversation.epoch) }),

      /** The first key took it: said, and undone by putting it back at its old place. */
      async claimByTyping(conversation: ConversationView) {
        const call = () => api.claim(conversation.id, conversation.epoch);
        const taken = await by({ conversation, call });
        const { queueId } = conversation;
        if (taken === null || queueId === null) return;
        const putBack = () => api.transfer(taken.id, { queueId }, t("claim.undoNote"), taken.epoch);
        toasts.add({
          text: t("done.claimed", { name: nameOf(taken) }),
          action: {
            label: t("action.undo"),
            onAction: () => void by({ conversation: taken, call: putBack }),
          },
        });
      },

      async resolve(conversation: ConversationView) {
        const solved = await by({
          conversation,
          call: () => api.resolve(conversation.id, latestEpoch(workspace, conversation)),
        });
        if (solved === null) return null;
        toasts.add({
          text: t("done.resolved", { name: nameOf(conversation) }),
          tone: "ok",
          action: { label: t("action.undo"), onAction: () => void reopen(solved) },
        });
        leave(conversation.id);
        return solved;
      },

      reopen,

      async snooze(conversation: ConversationView, until: string) {
        const call = () => api.snooze(conversation.id, until, conversation.epoch);
        const snoozed = await by({ conversation, call });
        if (snoozed === null) return null;
        toasts.add({
          text: t("done.snoozed", { when: futureTime(until, Date.now()) }),
          action: { label: t("action.undo"), onAction: () => void reopen(snoozed) },
        });
        leave(conversation.id);
        return snoozed;
      },

      /** The dialogs below show their own errors: these throw. */
      async transfer(conversation: ConversationView, to: Destination, note: string) {
        const call = api.transfer(conversation.id, to, note, conversation.epoch);
        await handOver(conversation, call, t("done.transferred"));
      },
      async direct(conversation: ConversationView, registration: Registration) {
        const call = api.direct(conversation.id, registration, conversation.epoch);
        await handOver(conversation, call, t("done.directed"));
      },
      async escalate(conversation: ConversationView, queueId: string, tried: string) {
        const call = api.escalate(conversation.id, queueId, tried, conversation.epoch);
        await handOver(conversation, call, t("done.escalated"));
      },
      async returnBack(conversation: ConversationView, reason: string) {
        const call = api.return(conversation.id, reason, conversation.epoch);
        await handOver(conversation, call, t("done.returned"));
      },
    };

    async function handOver(from: ConversationView, call: Promise<ConversationView>, done: string) {
      const after = await call;
      workspace.cache.change((held) => putConversations(held, [after]));
      toasts.add({ text: done, tone: "ok" });
      leave(from.id);
    }
  }, [workspace, place, t]);
}

interface Verb {
  readonly conversation: ConversationView;
  readonly call: () => Promise<ConversationView>;
  readonly done?: string;
}

/** Calls, keeps the answer, and says what went wrong; `null` if it did. */
async function perform(
  workspace: Workspace,
  t: Translate,
  { conversation, call, done }: Verb,
): Promise<ConversationView | null> {
  try {
    const after = await call();
    workspace.cache.change((held) => putConversations(held, [after]));
    if (done !== undefined) workspace.toasts.add({ text: done, tone: "ok" });
    return after;
  } catch (error) {
    workspace.toasts.add({
      text: await explain(workspace, t, conversation, error),
      tone: "danger",
    });
    return null;
  }
}

/** Someone was faster: say who. The present state is fetched rather than guessed. */
async function explain(
  workspace: Workspace,
  t: Translate,
  conversation: ConversationView,
  error: unknown,
): Promise<string> {
  if (!(error instanceof ApiError) || error.code !== "conflict") return errorText(error);
  const now = await api.getConversation(conversation.id).catch(() => null);
  if (now === null) return errorText(error);
  workspace.cache.change((held) => putConversations(held, [now]));
  const owner = now.assignee;
  if (owner === null || owner.id === workspace.agentId) return errorText(error);
  return t("problem.claimedBy", { name: owner.name });
}

/** There is no verb to wake: the snooze is set to end at once. */
const WAKE_AFTER_MS = 2_000;

function wake(workspace: Workspace, conversation: ConversationView) {
  const now = Date.parse(serverNow(workspace.live.getState()));
  const until = new Date(now + WAKE_AFTER_MS).toISOString();
  return api.snooze(conversation.id, until, latestEpoch(workspace, conversation));
}

/** An own reply or claim may have moved the epoch since the button was drawn. */
function latestEpoch(workspace: Workspace, conversation: ConversationView): number {
  return workspace.cache.get().conversations.get(conversation.id)?.epoch ?? conversation.epoch;
}

export function nameOf(conversation: ConversationView): string {
  return conversation.contact.name ?? addressText(conversation.contact.address);
}

/** Where a person goes when the open conversation left the list, as they prefer. */
function goOn(from: string, place: ReturnType<typeof useInboxPlace>): void {
  if (place.conversationId !== from) return;
  const { afterAction } = usePreferences.getState();
  if (afterAction === "stay") return;
  const { shownIds } = useUi.getState();
  const at = shownIds.indexOf(from);
  const next = afterAction === "next" ? (shownIds[at + 1] ?? shownIds[at - 1]) : undefined;
  if (next === undefined || next === from) {
    place.close();
    focusSoon("list");
    return;
  }
  place.open(next);
  focusSoon("thread");
}
