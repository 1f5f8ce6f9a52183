import type { ChangesView, ConversationView } from "@circuito/protocol";
import { Pencil } from "lucide-react";
import { useId, useState } from "react";
import { clockTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { nameOf } from "../verbs/name-of.ts";
import { WhatsappText } from "./whatsapp-text.tsx";

interface ChatFooterProps {
  readonly changes: ChangesView;
  readonly conversation: ConversationView;
}

/** Under the bubble: who reacted with what, and what it said before it was edited. */
export function ChatFooter({ changes, conversation }: ChatFooterProps) {
  const t = useT();
  const earlierId = useId();
  const [isOpen, setOpen] = useState(false);
  const { reactions, earlier } = changes;
  const isEdited = earlier.length > 0;
  return (
    <div className="flex max-w-full flex-col gap-1">
      <div className="flex flex-wrap items-center gap-1">
        {reactions.map(({ by, emoji }) => {
          const who = by === "us" ? t("person.us") : nameOf(conversation);
          const label = t("chat.reaction", { who, emoji });
          return (
            <span
              key={`${by}${emoji}`}
              title={label}
              className="flex h-6 items-center rounded-full border border-line bg-surface px-1.5 text-13"
            >
              <span aria-hidden="true">{emoji}</span>
              <span className="sr-only">{label}</span>
            </span>
          );
        })}
        {isEdited && (
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={earlierId}
            onClick={() => setOpen(!isOpen)}
            className="ring-focus touch-target flex h-6 items-center gap-1 rounded-key px-1 text-12 text-fg-2 hover:text-fg [&>svg]:size-3"
          >
            <Pencil aria-hidden="true" />
            {t(isOpen ? "chat.hideEarlier" : "chat.edited")}
          </button>
        )}
      </div>
      {isEdited && isOpen && (
        <ol
          id={earlierId}
          aria-label={t("chat.earlier")}
          className="flex flex-col gap-1 rounded-row border border-line-subtle px-2 py-1.5 text-13 text-fg-2"
        >
          {earlier.map(({ text, until }) => (
            <li key={until} className="wrap-anywhere whitespace-pre-wrap">
              <span className="block text-12 text-fg-3">
                {t("chat.earlierUntil", { time: clockTime(until) })}
              </span>
              {conversation.channel === "whatsapp" ? <WhatsappText text={text} /> : text}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
