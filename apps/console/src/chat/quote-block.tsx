import type { ChatView, ConversationView } from "@circuito/protocol";
import { withoutMarks } from "@circuito/protocol/chat-text";
import { useT } from "../i18n/translate.ts";
import { nameOf } from "../verbs/name-of.ts";
import { useCache } from "../workspace/workspace-context.ts";
import { briefWords } from "./brief-words.ts";
import { useJump } from "./jump.ts";

interface QuoteBlockProps {
  readonly answers: NonNullable<ChatView["answers"]>;
  readonly conversation: ConversationView;
}

const LOOK =
  "mb-1 block w-full rounded-row border-accent border-l-3 bg-surface/60 px-2 py-1 text-left text-13 forced-colors:border";

/** The message that is answered; a press brings it into view, also out of a former conversation. */
export function QuoteBlock({ answers, conversation }: QuoteBlockProps) {
  const t = useT();
  const jump = useJump();
  const { messageId, conversationId, seq, from } = answers;
  const text = conversation.channel === "whatsapp" ? withoutMarks(answers.text) : answers.text;
  const who =
    from === null
      ? t("chat.quotedSomebody")
      : from === "us"
        ? t("person.us")
        : nameOf(conversation);
  // The server tells the words alone; what had none may be here to look at.
  const quoted = useCache((cache) =>
    cache.threads.get(conversation.id)?.messages.find(({ id }) => id === messageId),
  );
  const brief = text || (quoted === undefined ? t("chat.quotedNoWords") : briefWords(quoted));
  const words = (
    <>
      <span className="block text-12 font-medium text-accent-text">{who}</span>
      <span className="line-clamp-2 text-fg-2">{brief}</span>
    </>
  );
  if (conversationId === null || seq === null) {
    return (
      <span className={LOOK}>
        {words}
        <span className="block text-12 text-fg-3">{t("chat.quotedElsewhere")}</span>
      </span>
    );
  }
  return (
    <button
      type="button"
      onClick={() => jump({ conversationId, seq })}
      className={`ring-focus ${LOOK} cursor-pointer hover:bg-surface`}
    >
      <span className="sr-only">{t("chat.goToQuoted")} </span>
      {words}
    </button>
  );
}
