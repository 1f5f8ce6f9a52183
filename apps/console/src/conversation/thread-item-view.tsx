import type { ConversationView, MessageView } from "@circuito/protocol";
import type { Outbox, OutboxItem } from "@circuito/realtime";
import {
  Button,
  Chip,
  IconButton,
  MessageBubble,
  SkeletonRows,
  ThreadDivider,
  Ticks,
} from "@circuito/ui";
import { Copy, FileText, Reply, TriangleAlert } from "lucide-react";
import { Suspense } from "react";
import { ChatBody, ChatFooter, OfferedChoices } from "../chat/chat-parts.ts";
import { messageElementId } from "../chat/jump.ts";
import { reachable } from "../composer/reachable.ts";
import { clockTime, dayName, fullTime } from "../i18n/format.ts";
import { channelName, deliveryMark } from "../i18n/labels.ts";
import { learn, useT } from "../i18n/translate.ts";
import { MailMessage } from "../mail/mail-parts.ts";
import { part } from "../shell/part.ts";
import { keyCaps } from "../shell/shortcuts.ts";
import { nameOf } from "../verbs/name-of.ts";
import { refusalText } from "../verbs/problem-text.ts";
import { editUnsent } from "../workspace/give-back.ts";
import { quoteMessage, takesQuotes } from "../workspace/quote.ts";
import { showTemplates } from "../workspace/ui-state.ts";
import { useCopy } from "../workspace/use-copy.ts";
import { useNow } from "../workspace/use-now.ts";
import { useIsOnline, useMe, useWorkspace } from "../workspace/workspace-context.ts";
import { ActivityLine, ActivityRun } from "./activity-parts.ts";
import { Attachment } from "./attachment.tsx";
import { MessageMenu } from "./message-menu.tsx";
import type { ThreadItem } from "./thread-items.ts";

/** Most messages leave: why one did not is fetched with the first of them. */
const FailedWords = part(async () => ({
  default: (await Promise.all([import("./failed-words.tsx"), learn("failures")]))[0].FailedWords,
}));

const OtherChannels = part(async () => ({
  default: (await Promise.all([import("./other-channels.tsx"), learn("failures")]))[0]
    .OtherChannels,
}));

interface ThreadItemViewProps {
  readonly item: ThreadItem;
  readonly conversation: ConversationView;
  readonly onToggleRun: (key: string) => void;
}

/** One row of the thread. */
export function ThreadItemView({ item, conversation, onToggleRun }: ThreadItemViewProps) {
  const t = useT();
  const now = useNow();
  switch (item.kind) {
    case "day":
      return <ThreadDivider kind="day" label={dayName(item.at, now)} />;
    case "unread":
      return <ThreadDivider kind="unread" label={t("thread.unread")} />;
    case "missed":
      return <ThreadDivider kind="gap" label={t("thread.missed")} />;
    case "activity":
      return (
        <Suspense fallback={LINE}>
          <ActivityLine activity={item.activity} messageId={item.messageId} />
        </Suspense>
      );
    case "activities":
      return (
        <Suspense fallback={LINE}>
          <ActivityRun
            activities={item.activities}
            isUnfolded={item.isUnfolded}
            onToggle={() => onToggleRun(item.key)}
          />
        </Suspense>
      );
    case "message":
      return (
        <Said
          message={item.message}
          isGrouped={item.isGrouped}
          startsOpen={item.startsOpen}
          conversation={conversation}
        />
      );
    case "unsent":
      return <Unsent item={item.item} conversation={conversation} />;
  }
}

/** As high as a line of the story, which is nearly always there before. */
const LINE = <div aria-hidden="true" className="h-6" />;

interface SaidProps {
  readonly message: MessageView;
  readonly isGrouped: boolean;
  readonly startsOpen: boolean;
  readonly conversation: ConversationView;
}

function Said(props: SaidProps) {
  const t = useT();
  const { message, startsOpen, conversation } = props;
  const { outbox } = useWorkspace();
  if (message.mail === null || message.direction === "note" || isErased(message)) {
    return <Bubble {...props} />;
  }
  const isFailed = message.delivery?.status === "failed";
  return (
    <Suspense fallback={<SkeletonRows rows={1} label={t("thread.loading")} />}>
      <MailMessage
        message={message}
        mail={message.mail}
        conversation={conversation}
        startsOpen={startsOpen}
        footer={
          isFailed ? (
            <FailedFooter
              message={message}
              channel={conversation.channel}
              onRetry={() => sendAgain(outbox, message, conversation)}
            />
          ) : undefined
        }
      />
    </Suspense>
  );
}

/** Its customer's data were erased: nothing is ever said without words, files or a mail's people. */
function isErased({ text, media, chat, mail }: MessageView): boolean {
  const isBare = text === "" && media.length === 0 && chat === null;
  return isBare && (mail === null || (mail.subject === "" && mail.to.length === 0));
}

/** The same words to the same people, as a new message. */
function sendAgain(outbox: Outbox, message: MessageView, conversation: ConversationView): void {
  const { mail, chat } = message;
  // What its variables were is not told: it is chosen anew.
  if (chat !== null && chat.template !== null) {
    showTemplates(conversation.id);
    return;
  }
  const asked = {
    ...(chat?.answers?.messageId == null ? {} : { answers: chat.answers.messageId }),
    ...(chat === null || chat.choices.length === 0 ? {} : { choices: chat.choices }),
  };
  const files = message.media.flatMap((file) =>
    file.uploadId === undefined
      ? []
      : [
          {
            id: file.uploadId,
            mediaId: file.uploadId,
            fileName: file.fileName,
            mimeType: file.mimeType,
            sizeBytes: file.sizeBytes ?? 0,
          },
        ],
  );
  outbox.add({
    conversationId: conversation.id,
    kind: "reply",
    text: message.text,
    epoch: conversation.epoch,
    ...(mail === null
      ? {}
      : { mail: { subject: mail.subject, to: reachable(mail.to), cc: reachable(mail.cc) } }),
    ...(Object.keys(asked).length === 0 ? {} : { chat: asked }),
    ...(files.length === 0 ? {} : { files }),
  });
}

function Bubble({ message, isGrouped, conversation }: SaidProps) {
  const t = useT();
  const me = useMe();
  const workspace = useWorkspace();
  const { outbox } = workspace;
  const copy = useCopy();
  const { chat, changes } = message;
  const isMine = message.author.id === me.id;
  const author = isMine
    ? t("person.you")
    : (chat?.speaker ??
      message.author.name ??
      (message.author.kind === "contact"
        ? nameOf(conversation)
        : t(chat?.fromPhone ? "person.us" : "person.system")));
  const delivery = message.delivery === null ? null : deliveryMark(message.delivery.status);
  const time = clockTime(message.createdAt);
  const label = [
    message.direction === "note" ? t("message.noteBy", { author }) : author,
    fullTime(message.createdAt),
    delivery?.label,
  ];
  return (
    <MessageBubble
      kind={message.direction}
      id={messageElementId(message.id)}
      label={label.filter(Boolean).join(", ")}
      author={author}
      time={time}
      dateTime={message.createdAt}
      isGrouped={isGrouped}
      noteLabel={message.direction === "note" ? t("composer.note") : undefined}
      status={
        delivery !== null && <Ticks status={delivery.mark} label={delivery.label} isLabelShown />
      }
      actions={
        <>
          {takesQuotes(conversation, message) && (
            <IconButton
              size="small"
              label={t("action.quote")}
              icon={<Reply />}
              keys={keyCaps("quote")}
              onPress={() => quoteMessage(workspace, conversation, message)}
            />
          )}
          {message.text !== "" && (
            <IconButton
              size="small"
              label={t("action.copy")}
              icon={<Copy />}
              onPress={() => void copy(message.text)}
            />
          )}
          <MessageMenu message={message} conversation={conversation} />
        </>
      }
      changes={
        changes !== null && (changes.reactions.length > 0 || changes.earlier.length > 0) ? (
          <Suspense>
            <ChatFooter changes={changes} conversation={conversation} />
          </Suspense>
        ) : undefined
      }
      footer={
        message.delivery?.status === "failed" ? (
          <FailedFooter
            message={message}
            channel={conversation.channel}
            onRetry={() => sendAgain(outbox, message, conversation)}
          />
        ) : undefined
      }
    >
      {message.collision && (
        <span className="mb-1 block">
          <Chip tone="warn" icon={<TriangleAlert />} title={t("message.collisionText")}>
            {t("message.collision")}
          </Chip>
        </span>
      )}
      {isErased(message) ? (
        <span className="text-fg-3 italic">{t("message.erased")}</span>
      ) : chat !== null || changes !== null || conversation.channel === "whatsapp" ? (
        // Its words at once; its looks and what else is known of it when the parts are here.
        <Suspense fallback={message.text}>
          <ChatBody message={message} conversation={conversation} />
        </Suspense>
      ) : (
        <>
          {message.text}
          {message.media.map((media) => (
            <Attachment key={`${media.fileName}${media.url}`} media={media} message={message} />
          ))}
        </>
      )}
      {message.footer !== undefined && (
        <span className="mt-1 block text-12 text-fg-2 tabular-nums">{message.footer}</span>
      )}
    </MessageBubble>
  );
}

interface FailedFooterProps {
  readonly message: MessageView;
  readonly channel: string;
  readonly onRetry: () => void;
}

function FailedFooter({ message, channel, onRetry }: FailedFooterProps) {
  const t = useT();
  return (
    <span className="flex flex-wrap items-center justify-end gap-2 text-right text-danger-text">
      <Suspense fallback={t("message.failed", { channel: channelName(channel) })}>
        <FailedWords error={message.delivery?.error ?? null} channel={channel} />
      </Suspense>
      {message.text !== "" && (
        <Suspense>
          <OtherChannels message={message} />
        </Suspense>
      )}
      <Button size="small" onPress={onRetry}>
        {t("action.retry")}
      </Button>
    </span>
  );
}

interface UnsentProps {
  readonly item: OutboxItem;
  readonly conversation: ConversationView;
}

/** Written here, not yet confirmed by the server. */
function Unsent({ item, conversation }: UnsentProps) {
  const t = useT();
  const isOnline = useIsOnline();
  const workspace = useWorkspace();
  const { outbox } = workspace;
  const isRefused = item.state === "refused";
  const status = isRefused
    ? t("outbox.refused")
    : t(isOnline ? "outbox.sending" : "outbox.waiting");
  return (
    <MessageBubble
      kind={item.kind === "note" ? "note" : "outbound"}
      label={`${t("person.you")}, ${status}`}
      author={t("person.you")}
      time={clockTime(item.writtenAt)}
      dateTime={item.writtenAt}
      noteLabel={item.kind === "note" ? t("composer.note") : undefined}
      status={<Ticks status={isRefused ? "failed" : "queued"} label={status} isLabelShown />}
      footer={
        isRefused ? (
          <span className="flex flex-wrap items-center justify-end gap-1.5 text-danger-text">
            {refusalText(item.refusal)}
            {item.refusal?.code !== "outside-window" && (
              <Button
                size="small"
                onPress={() => outbox.retry(item.id, conversation.epoch, conversation.lastSeq)}
              >
                {t("action.sendAnyway")}
              </Button>
            )}
            <Button size="small" onPress={() => editUnsent(workspace, item, conversation.lastSeq)}>
              {t("action.edit")}
            </Button>
            <Button size="small" variant="ghost" onPress={() => outbox.discard(item.id)}>
              {t("action.discard")}
            </Button>
          </span>
        ) : undefined
      }
    >
      {item.text}
      {item.chat?.choices !== undefined && (
        <Suspense>
          <OfferedChoices choices={item.chat.choices} />
        </Suspense>
      )}
      {item.files?.map((file) => (
        <span key={file.id} className="mt-1 flex items-center gap-1.5 text-13 text-fg-2">
          <FileText aria-hidden="true" />
          {file.fileName}
        </span>
      ))}
    </MessageBubble>
  );
}
