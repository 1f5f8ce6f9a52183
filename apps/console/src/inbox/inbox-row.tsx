import type { ConversationView } from "@circuito/protocol";
import { Avatar, AvatarStack, ChannelGlyph, Chip, ConversationRow, GridRow } from "@circuito/ui";
import { useParams } from "@tanstack/react-router";
import { PencilLine } from "lucide-react";
import type { ComponentProps } from "react";
import { useStore } from "zustand";
import { listTime, spanInWords } from "../i18n/format.ts";
import { channelGlyph, channelName, previewText, turnName } from "../i18n/labels.ts";
import { type Translate, useT } from "../i18n/translate.ts";
import { bareSubject } from "../mail/bare-subject.ts";
import { promise } from "../promises/promise.ts";
import { nameOf } from "../verbs/name-of.ts";
import { draftKey } from "../workspace/drafts.ts";
import { draftingText, useDrafting } from "../workspace/use-drafting.ts";
import { useNow } from "../workspace/use-now.ts";
import { useLive, useMe, useWorkspace } from "../workspace/workspace-context.ts";
import { holderOf } from "./holder.ts";
import { PreviewGlyph } from "./preview-glyph.tsx";
import { RowActions } from "./row-actions.tsx";
import { RowChips } from "./row-chips.tsx";

interface InboxRowProps {
  readonly conversation: ConversationView;
}

/**
 * A conversation in the list: who, what last, how long they wait, whose it is. Every loaded row is kept
 * by the list, thousands of them: what a row looks up, it looks up only in view, in what it draws.
 */
export function InboxRow({ conversation }: InboxRowProps) {
  return (
    <GridRow
      id={conversation.id}
      name={nameOf(conversation)}
      render={(row) => <NamedRow row={row} conversation={conversation} />}
    >
      <RowContent conversation={conversation} />
    </GridRow>
  );
}

/** The row itself: its name is all that a glance would tell. */
function NamedRow({ row, conversation }: InboxRowProps & { readonly row: ComponentProps<"div"> }) {
  const t = useT();
  const now = useNow();
  const isCurrent = useIsCurrent(conversation.id);
  const isUnread = useIsUnread(conversation) && !isCurrent;
  const drafting = useDrafting(conversation.id);
  const { waitingSince, status } = conversation;
  const holder = holderOf(conversation, now);
  const sentence = [
    nameOf(conversation),
    channelName(conversation.channel),
    conversation.title ?? conversation.subject,
    isUnread && t("row.unread"),
    turnName(conversation),
    promise(conversation, now)?.label,
    waitingSince !== null &&
      status === "open" &&
      t("row.waitingFor", { span: spanInWords(now - Date.parse(waitingSince)) }),
    holder === null ? t("row.unassigned") : t("row.assignedTo", { name: holder.name }),
    drafting.length > 0 && draftingText(drafting, t),
  ];
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: what is passed on says that it is a row
    <div
      {...row}
      aria-label={sentence.filter(Boolean).join(", ")}
      data-current={isCurrent || undefined}
    />
  );
}

function RowContent({ conversation }: InboxRowProps) {
  const t = useT();
  const now = useNow();
  const me = useMe();
  const { drafts } = useWorkspace();
  const draft = useStore(drafts.store, (all) => all[draftKey(conversation.id, "reply")]);
  const viewers = useLive((live) => live.viewers[conversation.id]);
  const drafting = useDrafting(conversation.id);
  const isCurrent = useIsCurrent(conversation.id);
  const isUnread = useIsUnread(conversation) && !isCurrent;
  const name = nameOf(conversation);
  const at = conversation.lastMessageAt ?? conversation.arrivedAt;
  return (
    <ConversationRow
      avatar={
        <Avatar name={name} badge={<ChannelGlyph channel={channelGlyph(conversation.channel)} />} />
      }
      title={name}
      time={listTime(at, now)}
      dateTime={at}
      subject={conversation.title ?? (bareSubject(conversation.subject ?? "") || undefined)}
      snippet={draft?.text || snippetOf(conversation, t)}
      snippetMark={draft?.text ? t("row.draft") : undefined}
      snippetIcon={draft?.text ? undefined : <PreviewGlyph preview={conversation.preview} />}
      isUnread={isUnread}
      isSelectable
      chips={
        <>
          <RowChips conversation={conversation} myId={me.id} now={now} />
          {drafting.length > 0 && (
            <Chip variant="outline" icon={<PencilLine />} title={draftingText(drafting, t)}>
              {drafting[0]?.split(" ")[0]}
            </Chip>
          )}
        </>
      }
      viewers={
        viewers !== undefined && viewers.length > 0 ? (
          <AvatarStack
            names={viewers.map((viewer) => viewer.name)}
            label={t("viewers.label", { names: viewers.map((viewer) => viewer.name).join(", ") })}
          />
        ) : undefined
      }
      actions={<RowActions conversation={conversation} />}
    />
  );
}

/** Whether it is the one open beside the list. */
function useIsCurrent(id: string): boolean {
  return useParams({
    strict: false,
    select: (params) => (params as { conversationId?: string }).conversationId === id,
  });
}

/** Whether the customer wrote since I read, and it is mine to read. */
function useIsUnread({ id, assignee, previewFrom, lastSeq }: ConversationView): boolean {
  const { agentId, seen } = useWorkspace();
  const seenSeq = useStore(seen.store, (all) => all[id]);
  const isMine = assignee === null || assignee.id === agentId;
  return isMine && previewFrom === "customer" && lastSeq > (seenSeq ?? 0);
}

function snippetOf(conversation: ConversationView, t: Translate): string {
  const { preview, previewLengthMs } = conversation;
  const text = previewText(preview, previewLengthMs) || t("row.noText");
  switch (conversation.previewFrom) {
    case "agent":
      return t("row.fromAgent", { text });
    case "note":
      return t("row.fromNote", { text });
    default:
      return text;
  }
}
