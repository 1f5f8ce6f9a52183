import type { ConversationView, MailView, MessageView } from "@circuito/protocol";
import { Chip, IconButton, MailCard, Menu, type MenuEntry, Ticks } from "@circuito/ui";
import {
  Bot,
  CalendarOff,
  CircleAlert,
  Code,
  Ellipsis,
  FileSearch,
  Megaphone,
  Paperclip,
  Repeat,
  SquareArrowOutUpRight,
  Text,
  TriangleAlert,
} from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { messageElementId } from "../chat/jump.ts";
import { useMessageActions } from "../conversation/use-message-actions.tsx";
import { fullTime, listTime } from "../i18n/format.ts";
import { deliveryMark } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { nameOf } from "../verbs/name-of.ts";
import { useNow } from "../workspace/use-now.ts";
import { useMe } from "../workspace/workspace-context.ts";
import { MailFiles } from "./mail-files.tsx";
import { classLook, personName } from "./mail-labels.ts";
import { lookAtMail, useMailLook } from "./mail-looks.ts";
import { MailNotices } from "./mail-notices.tsx";
import { MailPeople } from "./mail-people.tsx";
import { MailTrail } from "./mail-trail.tsx";
import { MailWords } from "./mail-words.tsx";
import { RecipientResults } from "./recipient-results.tsx";

interface MailMessageProps {
  readonly message: MessageView;
  readonly mail: MailView;
  readonly conversation: ConversationView;
  /** Newest, or not read before this visit. Only the first look counts: nothing closes by itself. */
  readonly startsOpen: boolean;
  readonly footer?: ReactNode;
}

/** A mail in the thread: one line while folded; who, what, which files and what became of it. */
export function MailMessage(props: MailMessageProps) {
  const { message, mail, conversation, startsOpen, footer } = props;
  const t = useT();
  const now = useNow();
  const me = useMe();
  const look = useMailLook(message.id);
  const isOpen = look.isOpen ?? startsOpen;
  useEffect(() => {
    if (look.isOpen === undefined && startsOpen) lookAtMail(message.id, { isOpen: true });
  }, [look.isOpen, startsOpen, message.id]);

  const isOut = message.direction === "outbound";
  const author = isOut
    ? message.author.id === me.id
      ? t("person.you")
      : (message.author.name ?? t("person.system"))
    : authorName(mail, message) || nameOf(conversation);
  const delivery = message.delivery === null ? null : deliveryMark(message.delivery.status);
  const badge = classLook(mail.class);
  const label = [
    t("mail.by", { author }),
    fullTime(message.createdAt),
    badge !== null && t(badge.label),
    delivery?.label,
  ];
  return (
    <MailCard
      kind={isOut ? "outbound" : "inbound"}
      id={messageElementId(message.id)}
      label={label.filter(Boolean).join(", ")}
      author={author}
      snippet={message.text.replace(/\s+/g, " ").slice(0, 200) || t("row.noText")}
      time={listTime(message.createdAt, now)}
      dateTime={message.createdAt}
      isOpen={isOpen}
      onOpenChange={(next) => lookAtMail(message.id, { isOpen: next })}
      marks={
        <>
          {mail.writer === "unverified" && !isOpen && (
            <>
              <TriangleAlert aria-hidden="true" className="text-warn-text" />
              <span className="sr-only">{t("mail.unverifiedTitle")}</span>
            </>
          )}
          {badge !== null && !isOpen && (
            <Chip tone={badge.tone} icon={CLASS_ICONS[mail.class]} title={t(badge.text)}>
              {t(badge.label)}
            </Chip>
          )}
          {listed(message).length > 0 && !isOpen && (
            <>
              <Paperclip aria-hidden="true" />
              <span className="sr-only">{t("mail.files", { count: listed(message).length })}</span>
            </>
          )}
          {delivery !== null && (
            <Ticks
              status={delivery.mark}
              label={delivery.label}
              isLabelShown={isOpen || delivery.mark === "failed"}
            />
          )}
        </>
      }
      people={<MailPeople message={message} mail={mail} subject={conversation.subject} />}
      actions={
        <Actions message={message} mail={mail} author={author} conversation={conversation} />
      }
    >
      {isOpen && (
        <>
          <MailNotices message={message} mail={mail} icon={CLASS_ICONS[mail.class]} />
          <MailWords message={message} mail={mail} author={author} />
          <MailFiles files={listed(message)} />
          <RecipientResults delivery={message.delivery} />
          {footer !== undefined && <div className="flex justify-end text-12">{footer}</div>}
        </>
      )}
    </MailCard>
  );
}

/** The customer by the name we know; anybody else by the one they give themselves, or the address. */
function authorName(mail: MailView, message: MessageView): string {
  const from = mail.from[0];
  const written = from === undefined ? "" : personName(from);
  return mail.writer === "requester" ? (message.author.name ?? written) : written;
}

/** Files that are not drawn inside the HTML already. */
const listed = ({ media, mail }: MessageView) =>
  media.filter((file) => file.disposition === "attachment" || mail?.html === null);

const CLASS_ICONS: Readonly<Record<MailView["class"], ReactNode>> = {
  human: null,
  "auto-reply": <Bot />,
  "out-of-office": <CalendarOff />,
  "auto-notice": <Bot />,
  bulk: <Megaphone />,
  bounce: <CircleAlert />,
  loop: <Repeat />,
  rate: <Repeat />,
};

interface ActionsProps {
  readonly message: MessageView;
  readonly mail: MailView;
  readonly author: string;
  readonly conversation: ConversationView;
}

function Actions({ message, mail, author, conversation }: ActionsProps) {
  const t = useT();
  const actions = useMessageActions(message, conversation);
  const look = useMailLook(message.id);
  const [showsTrail, setShowsTrail] = useState(false);
  const hasHtml = mail.html !== null;
  const entries: readonly (MenuEntry | false)[] = [
    ...actions.entries,
    hasHtml && {
      kind: "item",
      id: "plain",
      label: look.isPlain ? t("mail.showHtml") : t("mail.showPlain"),
      icon: look.isPlain ? <Code /> : <Text />,
    },
    hasHtml && {
      kind: "item",
      id: "tab",
      label: t("mail.openTab"),
      icon: <SquareArrowOutUpRight />,
    },
    { kind: "separator", id: "line" },
    { kind: "item", id: "trail", label: t("mail.trail"), icon: <FileSearch /> },
  ];
  const act: Readonly<Record<string, () => void>> = {
    plain: () => lookAtMail(message.id, { isPlain: look.isPlain !== true }),
    tab: () => {
      if (mail.html !== null) window.open(mail.html.fullUrl, "_blank", "noopener,noreferrer");
    },
    trail: () => setShowsTrail(true),
  };
  return (
    <>
      <Menu
        label={t("mail.actions", { author })}
        placement="bottom end"
        entries={entries.filter((entry) => entry !== false)}
        onAction={(id) => {
          actions.act(id);
          act[id]?.();
        }}
        trigger={
          <IconButton
            size="small"
            data-message-menu=""
            label={t("mail.actions", { author })}
            icon={<Ellipsis />}
          />
        }
      />
      {showsTrail && (
        <MailTrail message={message} mail={mail} onClose={() => setShowsTrail(false)} />
      )}
    </>
  );
}
