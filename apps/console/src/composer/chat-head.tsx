import type { ConversationView } from "@circuito/protocol";
import { IconButton } from "@circuito/ui";
import { Clock, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { briefWords } from "../chat/brief-words.ts";
import { type Translate, useT } from "../i18n/translate.ts";
import { nameOf } from "../verbs/name-of.ts";
import { useCache, useWorkspace } from "../workspace/workspace-context.ts";
import type { ReplyWindow } from "./reply-window.ts";

interface ChatHeadProps {
  readonly conversation: ConversationView;
  readonly window: ReplyWindow;
  readonly answers: string | undefined;
  readonly onUnquote: () => void;
}

/** Over the words of a chat reply: how long free words may be sent, and which message they answer. */
export function ChatHead({ conversation, window, answers, onUnquote }: ChatHeadProps) {
  return (
    <>
      <WindowLine window={window} />
      {answers !== undefined && (
        <Quoted conversation={conversation} messageId={answers} onUnquote={onUnquote} />
      )}
    </>
  );
}

const HOUR_MS = 60 * 60_000;

function WindowLine({ window }: { readonly window: ReplyWindow }) {
  const t = useT();
  useSayChanges(window.kind);
  if (window.kind !== "open") return null;
  const isNearEnd = window.leftMs < HOUR_MS;
  return (
    <p
      className={`flex items-center gap-1.5 px-3 pt-1.5 text-12 tabular-nums [&>svg]:size-3.5 [&>svg]:flex-none ${isNearEnd ? "font-medium text-warn-text" : "text-fg-3"}`}
    >
      <Clock aria-hidden="true" />
      {t("chat.windowLeft", { span: hoursAndMinutes(window.leftMs, t) })}
    </p>
  );
}

/** "23 h 51", "51 min"; the minute that has begun counts. */
function hoursAndMinutes(milliseconds: number, t: Translate): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return t("chat.spanLessThanMinute");
  if (minutes < 60) return t("time.spanMinutes", { count: minutes });
  const rest = String(minutes % 60).padStart(2, "0");
  return t("chat.spanHours", { hours: Math.floor(minutes / 60), minutes: rest });
}

/** The end, and a new beginning, are said; the counter is not. */
function useSayChanges(kind: ReplyWindow["kind"]): void {
  const t = useT();
  const { announcer } = useWorkspace();
  const before = useRef(kind);
  useEffect(() => {
    const was = before.current;
    before.current = kind;
    if (was === "open" && kind === "over") announcer.announce(t("chat.windowOver"));
    if (was === "over" && kind === "open") announcer.announce(t("chat.windowOpenAgain"));
  }, [kind, announcer, t]);
}

interface QuotedProps {
  readonly conversation: ConversationView;
  readonly messageId: string;
  readonly onUnquote: () => void;
}

function Quoted({ conversation, messageId, onUnquote }: QuotedProps) {
  const t = useT();
  const thread = useCache((cache) => cache.threads.get(conversation.id));
  const message = thread?.messages.find(({ id }) => id === messageId);
  const who =
    message === undefined
      ? t("chat.quotedSomebody")
      : message.direction === "inbound"
        ? (message.chat?.speaker ?? nameOf(conversation))
        : t("person.us");
  const words = message === undefined ? t("chat.quotedNoWords") : briefWords(message);
  return (
    <section
      aria-label={t("chat.answering")}
      className="mx-2 mt-2 flex items-start gap-2 rounded-row border-accent border-l-3 bg-muted py-1 pr-1 pl-2 text-13 forced-colors:border"
    >
      <span className="min-w-0 grow">
        <span className="block text-12 font-medium text-accent-text">
          {t("chat.answeringTo", { who })}
        </span>
        <span className="line-clamp-2 text-fg-2">{words}</span>
      </span>
      <IconButton size="tiny" label={t("chat.unquote")} icon={<X />} onPress={onUnquote} />
    </section>
  );
}
