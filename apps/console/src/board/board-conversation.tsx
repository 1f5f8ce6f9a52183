import type { ConversationView } from "@circuito/protocol";
import { Avatar, Button, ChannelGlyph, IconButton, Menu, SlaChip } from "@circuito/ui";
import { Link } from "@tanstack/react-router";
import { ArrowLeftRight, Ellipsis, Eye, NotebookPen, Undo2 } from "lucide-react";
import { useState } from "react";
import { supervisionApi } from "../api/supervision.ts";
import { channelGlyph, channelName, previewText } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { promise } from "../promises/promise.ts";
import { nameOf } from "../verbs/name-of.ts";
import { errorText } from "../verbs/problem-text.ts";
import { useQueue } from "../workspace/queries.ts";
import { useNow } from "../workspace/use-now.ts";
import { useConversation, useWorkspace } from "../workspace/workspace-context.ts";
import { ReassignDialog } from "./reassign-dialog.tsx";
import { useCoachNote } from "./use-coach-note.ts";

interface BoardConversationProps {
  readonly id: string;
  /** As it was when the list was made; the cache may know it newer. */
  readonly shown: ConversationView;
  readonly hasOwner?: boolean;
}

/** A conversation on the board, and what a supervisor does with it without leaving. */
export function BoardConversation({ id, shown, hasOwner = false }: BoardConversationProps) {
  const t = useT();
  const now = useNow();
  const conversation = useConversation(id) ?? shown;
  const queue = useQueue(conversation.queueId);
  const chip = promise(conversation, now);
  const [isReassigning, setReassigning] = useState(false);
  const putBack = usePutBack(conversation);
  const coach = useCoachNote();
  const name = nameOf(conversation);
  const owner = conversation.assignee;
  return (
    <li className="flex items-center gap-2 rounded-pane border border-line-subtle pr-2">
      <Link
        to="/inbox/$conversationId"
        params={{ conversationId: id }}
        search={{ peek: true }}
        className="ring-focus-inset flex min-w-0 grow items-center gap-3 rounded-pane px-3 py-2 hover:bg-hover"
      >
        <Avatar
          name={name}
          badge={
            <ChannelGlyph
              channel={channelGlyph(conversation.channel)}
              label={channelName(conversation.channel)}
            />
          }
        />
        <span className="flex min-w-0 grow flex-col">
          <span className="flex items-center gap-2">
            <span className="min-w-0 truncate font-medium">{name}</span>
            {chip !== null && <SlaChip {...chip} />}
          </span>
          <span className="truncate text-12 text-fg-2">
            {[
              hasOwner ? (owner?.name ?? t("board.nobody")) : undefined,
              hasOwner ? queue?.name : undefined,
              previewText(conversation.preview, conversation.previewLengthMs),
            ]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </span>
      </Link>
      <Button
        size="small"
        icon={<ArrowLeftRight />}
        className="max-[480px]:hidden"
        onPress={() => setReassigning(true)}
      >
        {t("board.reassign")}
      </Button>
      <Menu
        label={t("board.more", { name })}
        entries={[
          {
            kind: "item",
            id: "reassign",
            label: t("board.reassign"),
            icon: <ArrowLeftRight />,
          },
          ...(owner === null
            ? []
            : ([
                { kind: "item", id: "back", label: t("board.putBack"), icon: <Undo2 /> },
                { kind: "item", id: "coach", label: t("board.coach"), icon: <NotebookPen /> },
              ] as const)),
          {
            kind: "item",
            id: "peek",
            label: t("board.peek"),
            icon: <Eye />,
            href: `/inbox/${id}?peek=true`,
          },
        ]}
        onAction={(action) => {
          if (action === "reassign") setReassigning(true);
          if (action === "back") void putBack();
          if (action === "coach") void coach(conversation);
        }}
        trigger={<IconButton label={t("board.more", { name })} icon={<Ellipsis />} size="small" />}
      />
      {isReassigning && (
        <ReassignDialog conversation={conversation} onClose={() => setReassigning(false)} />
      )}
    </li>
  );
}

/** Back to the queue where it is, at the place that it had. */
function usePutBack({ id, queueId, epoch }: ConversationView): () => Promise<void> {
  const t = useT();
  const { toasts } = useWorkspace();
  return async () => {
    if (queueId === null) return;
    try {
      await supervisionApi.transfer(id, { queueId }, t("board.putBackNote"), epoch);
      toasts.add({ text: t("board.putBackDone"), tone: "ok" });
    } catch (refusal) {
      toasts.add({ text: errorText(refusal), tone: "danger" });
    }
  };
}
