import type { ConversationView, ReplyChat } from "@circuito/protocol";
import { useEffect, useState } from "react";
import { useUnsent } from "../shell/connection-strip.tsx";
import { chosenOf, type DraftChoice } from "../workspace/drafts.ts";
import { useInboxes } from "../workspace/queries.ts";
import { showTemplates, useUi } from "../workspace/ui-state.ts";
import { useNow } from "../workspace/use-now.ts";
import { useLive, useWorkspace } from "../workspace/workspace-context.ts";
import { type ChoicesLook, choicesLook, isUnnamed, offeredIn } from "./offered-choices.ts";
import { type ReplyWindow, replyWindow } from "./reply-window.ts";
import type { useDraft } from "./use-draft.ts";

/** What a reply on a chat channel has beside its words. */
export interface ChatReply {
  readonly isChat: boolean;
  readonly window: ReplyWindow;
  /** The inbox can send approved texts. */
  readonly hasTemplates: boolean;
  /** A template is chosen in place of writing: because somebody wants one, or because it must be. */
  readonly showsTemplates: boolean;
  readonly chat: ReplyChat | undefined;
  /** How the customer would see choices. */
  readonly choicesLook: ChoicesLook;
  /** A choice that says what it is about, but not its name. */
  readonly hasUnnamedChoice: boolean;
}

export function useChatReply(
  conversation: ConversationView,
  draft: ReturnType<typeof useDraft>,
): ChatReply {
  const isChat = conversation.channel === "whatsapp";
  const why = useUi((ui) => ui.templates[conversation.id]);
  const inbox = useInboxes().data?.find(({ id }) => id === conversation.inboxId);
  const endsAt = conversation.replyWindowEndsAt;
  useNow();
  const now = Date.now() + useLive((live) => live.clockOffsetMs);
  const refusedUnder = why?.kind === "refused" ? why.endsAt : undefined;
  const window = replyWindow({ endsAt, refusedUnder, now });
  useDrawAtEnd(window);
  useTakeBackRefused(conversation, draft);
  // How an inbox is set up is told to admins alone; that there is a window tells it, too.
  const isCloud = endsAt !== null || inbox?.settings.transport === "cloud";
  const rows = draft.choices ?? [];
  return {
    isChat,
    window,
    hasTemplates: isChat && isCloud,
    showsTemplates: isChat && (window.kind === "over" || why?.kind === "chosen"),
    chat: isChat ? chatOf(draft.answers, offeredIn(rows)) : undefined,
    choicesLook: choicesLook(rows, isCloud ? "cloud" : "web"),
    hasUnnamedChoice: rows.some(isUnnamed),
  };
}

function chatOf(
  answers: string | undefined,
  choices: readonly DraftChoice[],
): ReplyChat | undefined {
  if (answers === undefined && choices.length === 0) return undefined;
  return {
    ...(answers === undefined ? {} : { answers }),
    ...(choices.length === 0 ? {} : { choices: [...choices] }),
  };
}

/** Drawn anew each half minute, and at the very end. */
function useDrawAtEnd(window: ReplyWindow): void {
  const [, redraw] = useState(0);
  const leftMs = window.kind === "open" ? window.leftMs : 0;
  useEffect(() => {
    if (leftMs <= 0 || leftMs > LONGEST_TIMER_MS) return;
    const timer = setTimeout(() => redraw((count) => count + 1), leftMs);
    return () => clearTimeout(timer);
  }, [leftMs]);
}

/** Beyond it, the half-minute clock draws often enough before the end comes near. */
const LONGEST_TIMER_MS = 5 * 60_000;

/** Words that came too late are a draft again, and a template is chosen. */
function useTakeBackRefused(
  conversation: ConversationView,
  draft: ReturnType<typeof useDraft>,
): void {
  const { outbox } = useWorkspace();
  const late = useUnsent().find(
    (item) =>
      item.conversationId === conversation.id &&
      item.state === "refused" &&
      item.refusal?.code === "outside-window",
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each refused item, whatever else changes
  useEffect(() => {
    if (late === undefined || !outbox.discard(late.id)) return;
    const files = [...draft.files, ...(late.files ?? [])];
    draft.change({
      text: [late.text, draft.text].filter(Boolean).join("\n\n"),
      ...(files.length === 0 ? {} : { files }),
      ...chosenOf(late.chat),
    });
    showTemplates(conversation.id, { kind: "refused", endsAt: conversation.replyWindowEndsAt });
  }, [late?.id]);
}
