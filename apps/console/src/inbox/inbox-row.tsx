import type { ConversationView } from "@circuito/protocol";
import {
  Avatar,
  AvatarStack,
  ChannelGlyph,
  Chip,
  ConversationRow,
  GridRow,
  IconButton,
  SlaChip,
} from "@circuito/ui";
import {
  BellOff,
  Bot,
  Check,
  Eye,
  Flame,
  PencilLine,
  UserRound,
  UserRoundPlus,
} from "lucide-react";
import { useStore } from "zustand";
import { futureTime, listTime, span, spanInWords } from "../i18n/format.ts";
import {
  channelGlyph,
  channelName,
  pressure,
  previewText,
  priorityName,
  turnName,
  URGENCY_TONE,
} from "../i18n/labels.ts";
import { type Translate, useT } from "../i18n/translate.ts";
import { bareSubject } from "../mail/bare-subject.ts";
import { promise } from "../promises/promise.ts";
import { nameOf } from "../verbs/name-of.ts";
import { useVerbs } from "../verbs/use-verbs.ts";
import { draftKey } from "../workspace/drafts.ts";
import { useInboxPlace } from "../workspace/navigation.ts";
import { useQueue } from "../workspace/queries.ts";
import { showLayer } from "../workspace/ui-state.ts";
import { draftingText, useDrafting } from "../workspace/use-drafting.ts";
import { useNow } from "../workspace/use-now.ts";
import { useLive, useMe, useWorkspace } from "../workspace/workspace-context.ts";

interface InboxRowProps {
  readonly conversation: ConversationView;
  readonly isCurrent: boolean;
}

/** A conversation in the list: who, what last, how long they wait, whose it is. */
export function InboxRow({ conversation, isCurrent }: InboxRowProps) {
  const t = useT();
  const now = useNow();
  const me = useMe();
  const { drafts, seen } = useWorkspace();
  const draft = useStore(drafts.store, (all) => all[draftKey(conversation.id, "reply")]);
  const seenSeq = useStore(seen.store, (all) => all[conversation.id]);
  const viewers = useLive((live) => live.viewers[conversation.id]);
  const drafting = useDrafting(conversation.id);
  const name = nameOf(conversation);
  const at = conversation.lastMessageAt ?? conversation.arrivedAt;
  const isMine = conversation.assignee === null || conversation.assignee.id === me.id;
  const isUnread =
    !isCurrent &&
    isMine &&
    conversation.previewFrom === "customer" &&
    conversation.lastSeq > (seenSeq ?? 0);
  const promised = promise(conversation, now);
  const sentence = [
    name,
    channelName(conversation.channel),
    conversation.title ?? conversation.subject,
    isUnread && t("row.unread"),
    turnName(conversation),
    promised?.label,
    conversation.waitingSince !== null &&
      conversation.status === "open" &&
      t("row.waitingFor", { span: spanInWords(now - Date.parse(conversation.waitingSince)) }),
    conversation.assignee === null
      ? t("row.unassigned")
      : t("row.assignedTo", { name: conversation.assignee.name }),
    drafting.length > 0 && draftingText(drafting, t),
  ];
  return (
    <GridRow
      id={conversation.id}
      name={sentence.filter(Boolean).join(", ")}
      aria-label={sentence.filter(Boolean).join(", ")}
      isCurrent={isCurrent}
    >
      <ConversationRow
        avatar={
          <Avatar
            name={name}
            badge={<ChannelGlyph channel={channelGlyph(conversation.channel)} />}
          />
        }
        title={name}
        time={listTime(at, now)}
        dateTime={at}
        subject={conversation.title ?? (bareSubject(conversation.subject ?? "") || undefined)}
        snippet={draft?.text || snippetOf(conversation, t)}
        snippetMark={draft?.text ? t("row.draft") : undefined}
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
    </GridRow>
  );
}

function snippetOf(conversation: ConversationView, t: Translate): string {
  const text = previewText(conversation.preview) || t("row.noText");
  switch (conversation.previewFrom) {
    case "agent":
      return t("row.fromAgent", { text });
    case "note":
      return t("row.fromNote", { text });
    default:
      return text;
  }
}

interface RowChipsProps {
  readonly conversation: ConversationView;
  readonly myId: string;
  readonly now: number;
}

/** Only what changes a decision. */
function RowChips({ conversation, myId, now }: RowChipsProps) {
  const t = useT();
  const { status, snoozedUntil, assignee, waitingSince, tags } = conversation;
  const pressing = pressure(conversation);
  const { search } = useInboxPlace();
  const queue = useQueue(conversation.queueId);
  const promised = promise(conversation, now);
  return (
    <>
      {status === "snoozed" && snoozedUntil !== null && (
        <Chip tone="snooze" icon={<BellOff />}>
          {futureTime(snoozedUntil, now)}
        </Chip>
      )}
      {(pressing === "high" || pressing === "urgent") && (
        <Chip tone={URGENCY_TONE[pressing]} icon={<Flame />}>
          {priorityName(pressing)}
        </Chip>
      )}
      {promised !== null && promised.state !== "on-time" && <SlaChip {...promised} />}
      {status === "open" && conversation.waitingOn === "agent" && waitingSince !== null && (
        <Chip variant="plain" title={t("row.waitingSince")}>
          {span(now - Date.parse(waitingSince))}
        </Chip>
      )}
      {conversation.inMenu && (
        <Chip variant="outline" icon={<Bot />} title={t("fact.inMenu")}>
          {t("row.inMenu")}
        </Chip>
      )}
      {status === "open" && assignee === null && !conversation.inMenu && (
        <Chip tone="accent">{t("row.new")}</Chip>
      )}
      {assignee !== null && assignee.id !== myId && (
        <Chip variant="outline">{assignee.name.split(" ")[0]}</Chip>
      )}
      {tags[0] !== undefined && (
        <Chip title={tags.join(", ")}>
          {tags.length > 1 ? `${tags[0]} +${tags.length - 1}` : tags[0]}
        </Chip>
      )}
      {search.queue === undefined && queue !== undefined && tags.length === 0 && (
        <Chip variant="plain" title={t("fact.queue")}>
          {queue.name}
        </Chip>
      )}
    </>
  );
}

/** On hover and focus: what is done most, without opening. */
function RowActions({ conversation }: { readonly conversation: ConversationView }) {
  const t = useT();
  const verbs = useVerbs();
  const me = useMe();
  const { open } = useInboxPlace();
  const isOpen = conversation.status === "open" || conversation.status === "snoozed";
  const isMine = conversation.assignee?.id === me.id;
  if (!isOpen) return undefined;
  return (
    <>
      {conversation.assignee === null && (
        <IconButton
          size="small"
          label={t("verb.claim")}
          icon={<UserRoundPlus />}
          onPress={() => {
            void verbs.claim(conversation).then((taken) => taken !== null && open(taken.id));
          }}
        />
      )}
      {!isMine && (
        <IconButton
          size="small"
          label={t("verb.peek")}
          icon={<Eye />}
          onPress={() => open(conversation.id, { peek: true })}
        />
      )}
      {isMine && (
        <IconButton
          size="small"
          label={t("verb.snooze")}
          icon={<BellOff />}
          onPress={() => showLayer({ kind: "snooze", conversationId: conversation.id })}
        />
      )}
      <IconButton
        size="small"
        label={t("verb.assign")}
        icon={<UserRound />}
        onPress={() => showLayer({ kind: "assign", conversationIds: [conversation.id] })}
      />
      {isMine && (
        <IconButton
          size="small"
          label={t("verb.resolve")}
          icon={<Check />}
          onPress={() => void verbs.resolve(conversation)}
        />
      )}
    </>
  );
}
