import type { ConversationView } from "@circuito/protocol";
import type { Closing } from "@circuito/protocol/writing-text";
import { putConversations } from "@circuito/realtime";
import { useMemo } from "react";
import {
  api,
  type Destination,
  type Registration,
  type SnoozeReason,
  type Transferred,
  type Tried,
} from "../api/client.ts";
import { futureTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { useInboxWays } from "../workspace/navigation.ts";
import { openConversationId } from "../workspace/open-conversation.ts";
import { focusSoon } from "../workspace/panes.ts";
import { usePreferences } from "../workspace/preferences.ts";
import { useUi } from "../workspace/ui-state.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { nameOf } from "./name-of.ts";
import { latestEpoch, type Move, perform } from "./perform.ts";
import { offerUndo } from "./undo.ts";

/** Every move of a conversation: what it calls, what it says, where it leads. */
export function useVerbs() {
  const workspace = useWorkspace();
  const ways = useInboxWays();
  const t = useT();
  return useMemo(() => {
    const by = (move: Move) => perform(workspace, t, move);
    const leave = (from: string) => goOn(from, ways);

    const reopen = (conversation: ConversationView) =>
      by({
        conversation,
        call: () => api.reopen(conversation.id),
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
        const putBack = () =>
          api.transfer(taken.id, { queueId }, { note: t("claim.undoNote") }, taken.epoch);
        offerUndo(workspace.toasts, taken.id, {
          text: t("done.claimed", { name: nameOf(taken) }),
          action: {
            label: t("action.undo"),
            onAction: () => void by({ conversation: taken, call: putBack }),
          },
        });
      },

      async resolve(conversation: ConversationView, closing?: Closing) {
        const solved = await by({
          conversation,
          call: () => api.resolve(conversation.id, latestEpoch(workspace, conversation), closing),
        });
        if (solved === null) return null;
        offerUndo(workspace.toasts, solved.id, {
          text: t("done.resolved", { name: nameOf(conversation) }),
          tone: "ok",
          action: { label: t("action.undo"), onAction: () => void reopen(solved) },
        });
        leave(conversation.id);
        return solved;
      },

      reopen,

      /** A reply moved it in the same breath: said, and undone by opening it again. */
      async movedByReply(conversation: ConversationView, andThen: "resolve" | "wait") {
        // The notice may still be on its way.
        const moved = await api.getConversation(conversation.id).catch(() => null);
        if (moved === null) return;
        workspace.cache.change((held) => putConversations(held, [moved]));
        offerUndo(workspace.toasts, moved.id, {
          text: t(andThen === "resolve" ? "done.sentAndResolved" : "done.sentAndWaits", {
            name: nameOf(conversation),
          }),
          tone: "ok",
          action: { label: t("action.undo"), onAction: () => void reopen(moved) },
        });
        leave(conversation.id);
      },

      follow(conversation: ConversationView) {
        const follows = !conversation.followerIds.includes(workspace.agentId);
        return by({
          conversation,
          call: () => api.follow(conversation.id, follows),
          done: t(follows ? "done.following" : "done.unfollowed"),
        });
      },

      async snooze(conversation: ConversationView, until: string, reason?: SnoozeReason) {
        const call = () => api.snooze(conversation.id, until, conversation.epoch, reason);
        const snoozed = await by({ conversation, call });
        if (snoozed === null) return null;
        offerUndo(workspace.toasts, snoozed.id, {
          text: t("done.snoozed", { when: futureTime(until, Date.now()) }),
          action: { label: t("action.undo"), onAction: () => void reopen(snoozed) },
        });
        leave(conversation.id);
        return snoozed;
      },

      /** The dialogs below show their own errors: these throw. */
      async rename(conversation: ConversationView, title: string | null) {
        const renamed = await api.rename(conversation.id, title);
        workspace.cache.change((held) => putConversations(held, [renamed]));
        const putBack = () => api.rename(conversation.id, conversation.title);
        offerUndo(workspace.toasts, conversation.id, {
          text: t(title === null ? "done.titleRemoved" : "done.renamed", { title }),
          action: {
            label: t("action.undo"),
            onAction: () => void by({ conversation: renamed, call: putBack }),
          },
        });
      },
      async transfer(conversation: ConversationView, to: Destination, words: Transferred) {
        const call = api.transfer(conversation.id, to, words, conversation.epoch);
        await handOver(conversation, call, t("done.transferred"));
      },
      async direct(conversation: ConversationView, registration: Registration) {
        const call = api.direct(conversation.id, registration, conversation.epoch);
        await handOver(conversation, call, t("done.directed"));
      },
      async escalate(conversation: ConversationView, queueId: string, tried: Tried) {
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
      // As for many: back to the queue and the person it came from, unless somebody took it.
      const takeBack = () => api.takeBack(after.id, t("many.undoNote"), after.epoch);
      const undo = { conversation: after, call: takeBack, done: t("many.undone", { count: 1 }) };
      offerUndo(workspace.toasts, from.id, {
        text: done,
        tone: "ok",
        action: { label: t("action.undo"), onAction: () => void by(undo) },
      });
      leave(from.id);
    }
  }, [workspace, ways, t]);
}

/** Where a person goes when the open conversation left the list, as they prefer. */
export function goOn(from: string, ways: ReturnType<typeof useInboxWays>): void {
  if (openConversationId() !== from) return;
  const { afterAction } = usePreferences.getState();
  if (afterAction === "stay") return;
  const { shownIds } = useUi.getState();
  const at = shownIds.indexOf(from);
  const [after, before] = [shownIds[at + 1], shownIds[at - 1]];
  const next =
    afterAction === "next"
      ? (after ?? before)
      : afterAction === "previous"
        ? (before ?? after)
        : undefined;
  if (next === undefined || next === from) {
    ways.close();
    focusSoon("list");
    return;
  }
  ways.open(next);
  focusSoon("thread");
}
