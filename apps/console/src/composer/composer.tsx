import type { ConversationView } from "@circuito/protocol";
import { Button, Callout, SkeletonRows } from "@circuito/ui";
import { AtSign, Eye, MessageSquarePlus, RotateCcw, UserRound, UserRoundPlus } from "lucide-react";
import { type ReactNode, Suspense } from "react";
import { useT } from "../i18n/translate.ts";
import { useConversationActions } from "../verbs/use-conversation-actions.ts";
import { useVerbs } from "../verbs/use-verbs.ts";
import { useInboxPlace, useInboxWays } from "../workspace/navigation.ts";
import { PANE_IDS } from "../workspace/panes.ts";
import { useQueue } from "../workspace/queries.ts";
import { showLayer, useUi } from "../workspace/ui-state.ts";
import { useIsOnline, useMe } from "../workspace/workspace-context.ts";
import { OptedOutRoom } from "../writing/writing-parts.ts";
import { NoteRoom } from "./note-room.tsx";
import { ReplyRoom } from "./reply-room.tsx";
import { RoomSwitch } from "./room-switch.tsx";

export interface ComposerProps {
  readonly conversation: ConversationView;
}

/**
 * Where one writes: two rooms that share nothing but the place. What cannot be answered now says
 * why, and offers what can be done instead.
 */
export function Composer({ conversation }: ComposerProps) {
  const room = useUi((ui) => ui.rooms[conversation.id] ?? "reply");
  const { isPeeking } = useInboxPlace();
  const whyNot = useWhyNoReply(conversation);
  return (
    <div id={PANE_IDS.composer} tabIndex={-1} className="relative flex-none px-3 pb-3 outline-none">
      {isPeeking ? (
        <Peeking conversation={conversation} />
      ) : (
        <div
          className={`ring-focus-within flex max-h-[60dvh] flex-col rounded-pane border ${room === "note" ? "border-note-line bg-note" : "border-line-control bg-surface"}`}
        >
          <RoomSwitch conversation={conversation} room={room} takesReplies={whyNot === undefined} />
          {room === "note" ? (
            <NoteRoom key={conversation.id} conversation={conversation} />
          ) : (
            <ReplyOrReason conversation={conversation} whyNot={whyNot} />
          )}
        </div>
      )}
    </div>
  );
}

type WhyNoReply = "closed" | "resolved" | "mentioned" | "others" | "opted-out";

function useWhyNoReply({
  status,
  assignee,
  queueId,
  optedOutAt,
}: ConversationView): WhyNoReply | undefined {
  const me = useMe();
  const isShared = useQueue(queueId)?.onlyOwnerReplies === false;
  // Whoever was named in a conversation that is not theirs reads it, and adds notes.
  const isTheirs = assignee?.id === me.id || (queueId !== null && me.queueIds.includes(queueId));
  if (status === "closed" || status === "resolved") return status;
  if (me.role === "agent" && !isTheirs) return "mentioned";
  if (assignee !== null && assignee.id !== me.id && !isShared) return "others";
  return optedOutAt === null ? undefined : "opted-out";
}

interface ReplyOrReasonProps extends ComposerProps {
  readonly whyNot: WhyNoReply | undefined;
}

function ReplyOrReason({ conversation, whyNot }: ReplyOrReasonProps) {
  const t = useT();
  const act = useConversationActions(conversation);
  const reason = useIsOnline() ? undefined : t("problem.needsConnection");
  if (whyNot === "closed") {
    return (
      <Reason text={t("composer.closed")} action={<BeginAnother conversation={conversation} />} />
    );
  }
  if (whyNot === "resolved") {
    return (
      <Reason
        text={t("composer.resolved")}
        action={
          <span className="flex flex-wrap gap-2">
            <Button icon={<RotateCcw />} onPress={act.reopen} disabledReason={reason}>
              {t("composer.reopen")}
            </Button>
            <BeginAnother conversation={conversation} />
          </span>
        }
      />
    );
  }
  if (whyNot === "mentioned") {
    return (
      <Reason
        icon={<AtSign />}
        text={t("composer.mentioned")}
        action={<Button onPress={act.note}>{t("composer.writeNote")}</Button>}
      />
    );
  }
  if (whyNot === "others") {
    return (
      <Reason
        icon={<UserRound />}
        text={t("composer.others", { name: conversation.assignee?.name ?? "" })}
        action={<Button onPress={act.note}>{t("composer.writeNote")}</Button>}
      />
    );
  }
  if (whyNot === "opted-out") {
    return (
      <Suspense fallback={<SkeletonRows rows={2} label={t("thread.loading")} />}>
        <OptedOutRoom conversation={conversation} />
      </Suspense>
    );
  }
  return <ReplyRoom key={conversation.id} conversation={conversation} />;
}

/** Another matter, or another channel: this one stays as it is. */
function BeginAnother({ conversation }: ComposerProps) {
  const t = useT();
  const { contact, inboxId } = conversation;
  return (
    <Button
      icon={<MessageSquarePlus />}
      onPress={() => showLayer({ kind: "begin", contactId: contact.id, inboxId })}
    >
      {t("verb.begin")}
    </Button>
  );
}

interface ReasonProps {
  readonly text: string;
  readonly icon?: ReactNode;
  readonly action?: ReactNode;
}

function Reason({ text, icon, action }: ReasonProps) {
  return (
    <div className="p-2 pt-0">
      <Callout tone="neutral" icon={icon} action={action}>
        <span className="flex min-h-8 items-center">{text}</span>
      </Callout>
    </div>
  );
}

/** Reading without taking: nothing can be said by accident. */
function Peeking({ conversation }: ComposerProps) {
  const t = useT();
  const verbs = useVerbs();
  const { open } = useInboxWays();
  const reason = useIsOnline() ? undefined : t("problem.needsConnection");
  const canClaim = conversation.assignee === null && conversation.status !== "closed";
  return (
    <Callout
      tone="info"
      icon={<Eye />}
      title={t("peek.title")}
      action={
        canClaim ? (
          <Button
            variant="primary"
            icon={<UserRoundPlus />}
            disabledReason={reason}
            onPress={() => {
              void verbs
                .claim(conversation)
                .then((taken) => taken !== null && open(taken.id, { replace: true }));
            }}
          >
            {t("verb.claim")}
          </Button>
        ) : (
          <Button onPress={() => open(conversation.id, { replace: true })}>{t("peek.stop")}</Button>
        )
      }
    >
      {t("peek.text")}
    </Callout>
  );
}
