import { Lock } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

export interface MessageBubbleProps {
  readonly kind: "inbound" | "outbound" | "note";
  /** Of the article, for those who bring it into view. */
  readonly id?: string | undefined;
  /** Author, time and status in a sentence: the name of the article. */
  readonly label: string;
  readonly author?: string | undefined;
  readonly time: string;
  readonly dateTime?: string | undefined;
  /** `Ticks` of an outbound message. */
  readonly status?: ReactNode;
  /** Words beside the lock of a note: "Nota interna". */
  readonly noteLabel?: string | undefined;
  /** Follows one of the same author: no author line, closer. */
  readonly isGrouped?: boolean;
  /** On hover and focus: copy, quote, more. */
  readonly actions?: ReactNode;
  /** Right under the bubble, at its side: reactions, "Editada". */
  readonly changes?: ReactNode;
  /** Under the text: "Tentar de novo · Enviar por outro canal". */
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

const LOOKS = {
  inbound: "self-start bg-bubble-in rounded-bl-key",
  outbound: "self-end bg-bubble-out rounded-br-key",
  note: "self-end border border-note-line bg-note text-note-text rounded-br-key",
} as const;

/** One message. `[` and `]` move between them, so it can take focus by script. */
export function MessageBubble(props: MessageBubbleProps) {
  const { kind, id, label, author, time, dateTime, status, noteLabel } = props;
  const { isGrouped = false, actions, changes, footer, children } = props;
  return (
    <article
      id={id}
      aria-label={label}
      tabIndex={-1}
      className="group/bubble ring-focus relative flex max-w-full flex-col rounded-bubble"
    >
      {!isGrouped && author !== undefined && (
        <p
          className={classNames(
            "px-1 pb-0.5 text-12 font-medium text-fg-2",
            kind !== "inbound" && "self-end",
          )}
        >
          {author}
        </p>
      )}
      <div className={classNames("relative max-w-[85%] rounded-bubble px-3 py-2", LOOKS[kind])}>
        {noteLabel !== undefined && (
          <p className="mb-0.5 flex items-center gap-1 text-12 font-medium [&>svg]:size-3">
            <Lock aria-hidden="true" />
            {noteLabel}
          </p>
        )}
        {/* The time takes the end of the last line if it fits there, a line of its own if not. */}
        <div className="flex flex-wrap items-end gap-x-3">
          <div className="min-w-0 max-w-full text-14 break-words whitespace-pre-wrap">
            {children}
          </div>
          <div className="ms-auto flex min-h-5 min-w-0 items-center gap-1.5">
            <time
              dateTime={dateTime}
              className={classNames("text-12 tabular-nums", kind === "note" ? "" : "text-fg-3")}
            >
              {time}
            </time>
            {status}
          </div>
        </div>
        {/* Hiding takes 120 ms: between two of its buttons nothing has focus, and both stay reachable. */}
        {actions !== undefined && (
          <div
            className={classNames(
              "invisible absolute -top-4 transition-[visibility] duration-120 flex gap-0.5 rounded-control border border-line-subtle bg-raised p-0.5 opacity-0 shadow-menu group-focus-within/bubble:visible group-focus-within/bubble:opacity-100 group-hover/bubble:visible group-hover/bubble:opacity-100 group-focus/bubble:visible group-focus/bubble:opacity-100",
              kind === "inbound" ? "right-2" : "left-2",
            )}
          >
            {actions}
          </div>
        )}
      </div>
      {changes !== undefined && (
        <div className={classNames("max-w-[85%] pt-1", kind !== "inbound" && "self-end")}>
          {changes}
        </div>
      )}
      {footer !== undefined && (
        <div className={classNames("pt-1 text-12", kind !== "inbound" && "self-end")}>{footer}</div>
      )}
    </article>
  );
}

export interface TypingIndicatorProps {
  /** "Marina está digitando". Shown, never announced. */
  readonly text: string;
}

/** Someone is writing. */
export function TypingIndicator({ text }: TypingIndicatorProps) {
  return (
    <p className="flex items-center gap-2 px-1 text-12 text-fg-2">
      <span aria-hidden="true" className="flex gap-0.5">
        {["", "[animation-delay:150ms]", "[animation-delay:300ms]"].map((delay) => (
          <span
            key={delay}
            className={classNames("typing-dot size-1.5 rounded-full bg-fg-3", delay)}
          />
        ))}
      </span>
      {text}
    </p>
  );
}
