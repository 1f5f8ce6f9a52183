import type { ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components";
import { Avatar } from "./avatar.tsx";
import { classNames } from "./class-names.ts";

export interface MailCardProps {
  readonly kind: "inbound" | "outbound";
  /** Of the article, for those who bring it into view. */
  readonly id?: string | undefined;
  /** Author, time and status in a sentence: the name of the article. */
  readonly label: string;
  readonly author: string;
  /** First words; seen while folded. */
  readonly snippet: string;
  readonly time: string;
  readonly dateTime: string;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  /** Beside the time, small: a clip, an automatic answer's badge, ticks. */
  readonly marks?: ReactNode;
  /** Small icon buttons at the end of the head, while open. */
  readonly actions?: ReactNode;
  /** From whom to whom, under the author, while open. */
  readonly people?: ReactNode;
  readonly children?: ReactNode;
}

/** One mail of a thread: a line while folded, a sheet of paper while open. */
export function MailCard(props: MailCardProps) {
  const { kind, id, label, author, snippet, time, dateTime, isOpen, onOpenChange } = props;
  const { marks, actions, people, children } = props;
  return (
    <article
      id={id}
      aria-label={label}
      tabIndex={-1}
      className="ring-focus overflow-hidden rounded-pane border border-line bg-surface"
    >
      <div
        className={classNames(
          "fade-colors flex items-center gap-1",
          isOpen && "border-b border-line-subtle",
          kind === "outbound" ? "bg-bubble-out" : "bg-bubble-in",
        )}
      >
        <AriaButton
          aria-expanded={isOpen}
          onPress={() => onOpenChange(!isOpen)}
          className="ring-focus-inset flex min-h-10 min-w-0 grow cursor-default items-center gap-2 rounded-pane py-1.5 pr-2 pl-3 text-left text-13"
        >
          <Avatar name={author} size="small" />
          <span
            className={classNames("truncate font-semibold", !isOpen && "max-w-[45%] flex-none")}
          >
            {author}
          </span>
          <span
            className={classNames("min-w-0 grow truncate text-fg-2", isOpen && "invisible h-5 w-0")}
          >
            {isOpen ? null : snippet}
          </span>
          <span className="flex flex-none items-center gap-1.5 text-fg-2 [&>.lucide]:size-3.5">
            {marks}
            <time dateTime={dateTime} className="text-12 tabular-nums">
              {time}
            </time>
          </span>
        </AriaButton>
        {isOpen && actions !== undefined && <div className="flex flex-none pr-1.5">{actions}</div>}
      </div>
      {isOpen && (
        <>
          {people !== undefined && <div className="px-4 pt-2">{people}</div>}
          <div className="flex flex-col gap-3 px-4 pt-3 pb-4">{children}</div>
        </>
      )}
    </article>
  );
}
