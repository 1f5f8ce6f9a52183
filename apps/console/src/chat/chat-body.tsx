import type { ChangesView, ChatView, ConversationView, MessageView } from "@circuito/protocol";
import { Ban, Clock, Eye, FileText, Forward, Megaphone, Smartphone, Smile } from "lucide-react";
import type { ReactNode } from "react";
import { Attachment } from "../conversation/attachment.tsx";
import { clockTime, fullTime, startOfDay } from "../i18n/format.ts";
import { type Translate, useT } from "../i18n/translate.ts";
import { Offered } from "./offered.tsx";
import { QuoteBlock } from "./quote-block.tsx";
import { SpecialBlock } from "./special-block.tsx";
import { WhatsappText } from "./whatsapp-text.tsx";

interface ChatBodyProps {
  readonly message: MessageView;
  readonly conversation: ConversationView;
}

/** What stands in the bubble of a chat message: where it comes from, what it answers, what it says. */
export function ChatBody({ message, conversation }: ChatBodyProps) {
  const { chat, changes, text } = message;
  const isRevoked = changes?.revoked != null;
  const words =
    text === "" ? null : conversation.channel === "whatsapp" ? <WhatsappText text={text} /> : text;
  return (
    <>
      {chat !== null && <Marks message={message} chat={chat} />}
      {chat?.answers != null && <QuoteBlock answers={chat.answers} conversation={conversation} />}
      {chat?.referral != null && <Referral referral={chat.referral} />}
      {changes?.revoked != null && <Revoked revoked={changes.revoked} />}
      <div className={isRevoked ? "text-fg-3 line-through decoration-1" : undefined}>
        {words}
        {chat?.special != null && <SpecialBlock special={chat.special} text={text} />}
        {message.media.map((media, place) => (
          <Attachment
            // biome-ignore lint/suspicious/noArrayIndexKey: the files of a message never change places
            key={place}
            media={media}
            message={message}
            as={chat?.mediaAs ?? null}
          />
        ))}
      </div>
      {chat !== null && chat.choices.length > 0 && <Offered choices={chat.choices} />}
    </>
  );
}

interface MarksProps {
  readonly message: MessageView;
  readonly chat: ChatView;
}

/** Small words above the message: how it came, what kind it is. */
function Marks({ message, chat }: MarksProps) {
  const t = useT();
  const marks: { readonly id: string; readonly icon: ReactNode; readonly text: string }[] = [];
  if (chat.fromPhone) {
    marks.push({ id: "phone", icon: <Smartphone />, text: t("message.fromPhone") });
  }
  if (chat.forwarded !== null) {
    marks.push({ id: "forwarded", icon: <Forward />, text: t(`chat.forwarded.${chat.forwarded}`) });
  }
  if (chat.template !== null) {
    const text = t("chat.templateSent", { name: chat.template });
    marks.push({ id: "template", icon: <FileText />, text });
  }
  if (chat.mediaAs === "sticker" || chat.mediaAs === "gif") {
    marks.push({ id: "as", icon: <Smile />, text: t(`chat.mediaAs.${chat.mediaAs}`) });
  }
  if (chat.mediaAs === "view-once") {
    marks.push({ id: "as", icon: <Eye />, text: t("chat.mediaAs.view-once") });
  }
  if (chat.late) marks.push({ id: "late", icon: <Clock />, text: lateText(message, t) });
  if (marks.length === 0) return null;
  return (
    <span className="mb-0.5 flex flex-wrap gap-x-3 text-12 text-fg-2">
      {marks.map(({ id, icon, text }) => (
        <span key={id} className="flex min-w-0 items-start gap-1 [&>svg]:mt-0.5 [&>svg]:size-3">
          {icon}
          <span className="min-w-0">{text}</span>
        </span>
      ))}
    </span>
  );
}

function lateText({ sentAt, createdAt }: MessageView, t: Translate): string {
  if (sentAt === null) return t("chat.lateUnknown");
  const isOneDay = startOfDay(Date.parse(sentAt)) === startOfDay(Date.parse(createdAt));
  return t("chat.late", { time: isOneDay ? clockTime(sentAt) : fullTime(sentAt) });
}

function Revoked({ revoked }: { readonly revoked: NonNullable<ChangesView["revoked"]> }) {
  const t = useT();
  return (
    <span className="flex items-center gap-1 text-12 font-medium text-fg-2 [&>svg]:size-3.5">
      <Ban aria-hidden="true" />
      {t(`chat.revoked.${revoked.by}`, { time: clockTime(revoked.at) })}
    </span>
  );
}

/** The advertisement that led here: told, never fetched. */
function Referral({ referral }: { readonly referral: NonNullable<ChatView["referral"]> }) {
  const t = useT();
  const { kind, url, headline, body } = referral;
  const isLink = url !== null && /^https?:\/\//i.test(url);
  return (
    <span className="mb-1 flex gap-2 rounded-row border border-line px-2 py-1.5 text-13 [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:flex-none [&>svg]:text-fg-2">
      <Megaphone aria-hidden="true" />
      <span className="min-w-0">
        <span className="block text-12 text-fg-2">{t(`chat.referral.${kind}`)}</span>
        {headline !== null && <span className="block font-medium">{headline}</span>}
        {body !== null && <span className="line-clamp-3 text-fg-2">{body}</span>}
        {isLink && (
          <a
            href={url}
            target="_blank"
            rel="noopener noreferrer"
            className="ring-focus block truncate rounded-key text-accent-text underline underline-offset-2"
          >
            {url}
          </a>
        )}
      </span>
    </span>
  );
}
