import type { ConversationView } from "@circuito/protocol";
import {
  Avatar,
  AvatarStack,
  Button,
  ChannelGlyph,
  Chip,
  IconButton,
  IconToggle,
  Menu,
  type MenuEntry,
  PaneHeader,
} from "@circuito/ui";
import {
  ArrowLeft,
  ArrowUpRight,
  BellOff,
  BookPlus,
  Bot,
  Check,
  CircleDot,
  Copy,
  CornerUpLeft,
  Ellipsis,
  FastForward,
  Flame,
  Forward,
  Info,
  Layers,
  PencilLine,
  RotateCcw,
  Send,
  Star,
  Tag,
  Tags,
  UserRound,
  UserRoundPlus,
} from "lucide-react";
import { type ReactNode, Suspense } from "react";
import { futureTime } from "../i18n/format.ts";
import {
  channelGlyph,
  channelName,
  pressure,
  priorityName,
  turnName,
  URGENCY_TONE,
} from "../i18n/labels.ts";
import { learn, useT } from "../i18n/translate.ts";
import { bareSubject } from "../mail/bare-subject.ts";
import { PromiseChip } from "../promises/promise-chip.tsx";
import { part } from "../shell/part.ts";
import { SHORTCUTS, type ShortcutId } from "../shell/shortcut-map.ts";
import { keyCaps } from "../shell/shortcuts.ts";
import { useHasContextColumn, useIsStacked } from "../shell/use-media.ts";
import { type Verb, verbsFor } from "../verbs/availability.ts";
import { nameOf } from "../verbs/name-of.ts";
import { useConversationActions } from "../verbs/use-conversation-actions.ts";
import { useInboxWays } from "../workspace/navigation.ts";
import { prefer, usePreferences } from "../workspace/preferences.ts";
import { useQueue, useQueues } from "../workspace/queries.ts";
import { showLayer, useUi, writeTitle } from "../workspace/ui-state.ts";
import { useCopy } from "../workspace/use-copy.ts";
import { useNow } from "../workspace/use-now.ts";
import { useIsOnline, useLive, useMe } from "../workspace/workspace-context.ts";
import { TITLE_ID } from "./title-id.ts";

/** Most titles stay as they are. */
const TitleEditor = part(async () => ({
  default: (await Promise.all([import("./title-editor.tsx"), learn("lists")]))[0].TitleEditor,
}));

interface HeaderProps {
  readonly conversation: ConversationView;
}

/** Two rows: who and what can be done; then the facts that matter. */
export function ConversationHeader({ conversation }: HeaderProps) {
  const t = useT();
  const isStacked = useIsStacked();
  const { close } = useInboxWays();
  const name = nameOf(conversation);
  const { subject } = conversation;
  return (
    <PaneHeader
      start={
        <>
          {isStacked && (
            <IconButton label={t("action.back")} icon={<ArrowLeft />} onPress={close} />
          )}
          {!isStacked && <Avatar name={name} size="small" />}
        </>
      }
      title={<Title conversation={conversation} />}
      actions={<Actions conversation={conversation} />}
      below={
        <>
          {subject !== null && subject !== "" && (
            <p className="-mt-1.5 w-full truncate text-14 text-fg" title={subject}>
              {bareSubject(subject)}
            </p>
          )}
          <Facts conversation={conversation} />
        </>
      }
    />
  );
}

/** Who, and what about; a press says what about in other words, in the same place. */
function Title({ conversation }: HeaderProps) {
  const t = useT();
  const { id, title, status } = conversation;
  const isWriting = useUi(({ titleOf }) => titleOf === id);
  const name = nameOf(conversation);
  const text = title === null ? name : `${name} · ${title}`;
  if (status === "closed") return text;
  if (isWriting) {
    return (
      <Suspense fallback={text}>
        <TitleEditor conversation={conversation} />
      </Suspense>
    );
  }
  return (
    <button
      type="button"
      id={TITLE_ID}
      title={t("verb.rename")}
      className="ring-focus -mx-1 block max-w-full truncate rounded-chip px-1 text-left hover:bg-hover"
      onClick={() => writeTitle(id)}
    >
      {text}
    </button>
  );
}

const ICONS: Readonly<Record<Verb, ReactNode>> = {
  claim: <UserRoundPlus />,
  transfer: <Forward />,
  direct: <Send />,
  escalate: <ArrowUpRight />,
  return: <CornerUpLeft />,
  snooze: <BellOff />,
  resolve: <Check />,
  reopen: <RotateCcw />,
};

const MARK_ICONS = {
  labels: <Tag />,
  category: <Tags />,
  priority: <Flame />,
  assign: <UserRound />,
} as const;

function Actions({ conversation }: HeaderProps) {
  const t = useT();
  const me = useMe();
  const isOnline = useIsOnline();
  const isStacked = useIsStacked();
  const queues = useQueues().data ?? [];
  const act = useConversationActions(conversation);
  const verbs = verbsFor(conversation, me, queues);
  const reason = isOnline ? undefined : t("problem.needsConnection");
  // What is done most has its own button; the rest is one press further.
  const main = (["claim", "resolve", "reopen"] as const).find((verb) => verbs.includes(verb));
  const second = (["direct", "transfer"] as const).find((verb) => verbs.includes(verb));
  const rest = verbs.filter((verb) => verb !== main && (isStacked || verb !== second));
  const entries: MenuEntry[] = [
    ...rest.map((verb) => ({
      kind: "item" as const,
      id: verb,
      label: t(`verb.${verb}`),
      icon: ICONS[verb],
      keys: capsOf(verb),
      isDisabled: !isOnline,
    })),
    { kind: "separator", id: "line" },
    ...(["labels", "category", "priority", "assign"] as const).map((id) => ({
      kind: "item" as const,
      id,
      label: t(`verb.${id}`),
      icon: MARK_ICONS[id],
      keys: keyCaps(id),
      isDisabled: !isOnline,
    })),
    ...(conversation.status === "closed"
      ? []
      : [
          {
            kind: "item" as const,
            id: "macro",
            label: t("verb.macro"),
            icon: <FastForward />,
            keys: keyCaps("macro"),
            isDisabled: !isOnline,
          },
        ]),
    {
      kind: "item",
      id: "rename",
      label: t("verb.rename"),
      icon: <PencilLine />,
      isDisabled: !isOnline,
    },
    ...(conversation.status === "resolved" || conversation.status === "closed"
      ? [
          {
            kind: "item" as const,
            id: "draftArticle",
            label: t("verb.draftArticle"),
            icon: <BookPlus />,
            isDisabled: !isOnline,
          },
        ]
      : []),
    {
      kind: "item",
      id: "follow",
      label: t(conversation.followerIds.includes(me.id) ? "verb.unfollow" : "verb.follow"),
      icon: <Star />,
      keys: keyCaps("follow"),
      isDisabled: !isOnline,
    },
    {
      kind: "item",
      id: "unread",
      label: t("shortcut.unread"),
      icon: <CircleDot />,
      keys: keyCaps("unread"),
    },
  ];
  return (
    <>
      <Viewers conversationId={conversation.id} />
      {second !== undefined && !isStacked && (
        <Button icon={ICONS[second]} onPress={act[second]} disabledReason={reason}>
          {t(`verb.${second}`)}
        </Button>
      )}
      {main !== undefined && (
        <Button
          variant={main === "claim" ? "primary" : "secondary"}
          icon={ICONS[main]}
          onPress={act[main]}
          disabledReason={reason}
        >
          {t(`verb.${main}`)}
        </Button>
      )}
      <Menu
        label={t("action.more")}
        placement="bottom end"
        entries={entries}
        onAction={(id) => act[id as keyof typeof act]()}
        trigger={<IconButton label={t("action.more")} icon={<Ellipsis />} />}
      />
      <ContextToggle />
    </>
  );
}

const capsOf = (verb: Verb) => (verb in SHORTCUTS ? keyCaps(verb as ShortcutId) : undefined);

function ContextToggle() {
  const t = useT();
  const hasColumn = useHasContextColumn();
  const isOpen = usePreferences((chosen) => chosen.isContextOpen);
  return hasColumn ? (
    <IconToggle
      label={t("shortcut.toggleContext")}
      icon={<Info />}
      keys={keyCaps("toggleContext")}
      isSelected={isOpen}
      onChange={(isContextOpen) => prefer({ isContextOpen })}
    />
  ) : (
    <IconButton
      label={t("shortcut.toggleContext")}
      icon={<Info />}
      keys={keyCaps("toggleContext")}
      onPress={() => showLayer({ kind: "context" })}
    />
  );
}

function Viewers({ conversationId }: { readonly conversationId: string }) {
  const t = useT();
  const viewers = useLive((live) => live.viewers[conversationId]);
  if (viewers === undefined || viewers.length === 0) return null;
  const names = viewers.map((viewer) => viewer.name);
  return <AvatarStack names={names} label={t("viewers.label", { names: names.join(", ") })} />;
}

/** Protocol, turn, queue, owner, and what presses. */
function Facts({ conversation }: HeaderProps) {
  const t = useT();
  const now = useNow();
  const me = useMe();
  const queue = useQueue(conversation.queueId);
  const { status, assignee, snoozedUntil } = conversation;
  const pressing = pressure(conversation);
  return (
    <>
      <CopyProtocol protocol={conversation.protocol} />
      <Chip
        variant="outline"
        icon={<ChannelGlyph channel={channelGlyph(conversation.channel)} />}
        title={t("fact.channel")}
      >
        {channelName(conversation.channel)}
      </Chip>
      <Chip tone={status === "snoozed" ? "snooze" : status === "resolved" ? "ok" : "neutral"}>
        {status === "snoozed" && snoozedUntil !== null
          ? t("turn.snoozedUntil", { when: futureTime(snoozedUntil, now) })
          : turnName(conversation)}
      </Chip>
      {conversation.inMenu && (
        <Chip tone="accent" icon={<Bot />} title={t("fact.inMenu")}>
          {t("row.inMenu")}
        </Chip>
      )}
      {queue !== undefined && !conversation.inMenu && (
        <Chip variant="outline" icon={<Layers />} title={t("fact.queue")}>
          {queue.name}
        </Chip>
      )}
      <Chip variant="outline" icon={<UserRound />} title={t("fact.assignee")}>
        {assignee === null
          ? t("row.unassigned")
          : assignee.id === me.id
            ? t("person.you")
            : assignee.name}
      </Chip>
      {pressing !== "normal" && (
        <Chip tone={URGENCY_TONE[pressing]} icon={<Flame />} title={t("fact.priority")}>
          {priorityName(pressing)}
        </Chip>
      )}
      <PromiseChip conversation={conversation} />
      {conversation.category !== null && (
        <Chip variant="outline" icon={<Tags />} title={t("fact.category")}>
          {conversation.category}
        </Chip>
      )}
      {conversation.tags.map((tag) => (
        <Chip key={tag}>{tag}</Chip>
      ))}
    </>
  );
}

/** The number told to the customer; a press copies it. */
export function CopyProtocol({ protocol }: { readonly protocol: string }) {
  const t = useT();
  const copy = useCopy();
  return (
    <Button
      variant="ghost"
      size="small"
      // The number stands where a fact without a button would stand: its padding is outside.
      className="-my-0.5 -ml-[9px] h-6"
      iconEnd={<Copy aria-hidden="true" className="text-fg-3" />}
      aria-label={t("protocol.copy", { protocol })}
      onPress={() => void copy(protocol, t("done.protocolCopied", { protocol }))}
    >
      <span className="tabular-nums">{protocol}</span>
    </Button>
  );
}
