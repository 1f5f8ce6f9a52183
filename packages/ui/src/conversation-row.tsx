import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

export interface ConversationRowProps {
  /** `Avatar` with its channel glyph. */
  readonly avatar: ReactNode;
  readonly title: string;
  readonly time: string;
  /** Machine-readable instant behind `time`, ISO 8601. */
  readonly dateTime?: string | undefined;
  readonly subject?: string | undefined;
  /** First words of the last message. */
  readonly snippet?: string | undefined;
  /** Before the snippet, in accent: "Rascunho:". */
  readonly snippetMark?: string | undefined;
  readonly isUnread?: boolean;
  /** Only those that change a decision: SLA near or breached, queue. */
  readonly chips?: ReactNode;
  /** Avatars of who is viewing. */
  readonly viewers?: ReactNode;
  /** Small icon buttons; shown on hover and focus in place of the time. */
  readonly actions?: ReactNode;
}

/**
 * What stands inside a `GridRow` of the inbox. It follows `data-density` of the nearest ancestor:
 * one line in `compact`, two and the chips in `default`, three in `comfortable`.
 */
export function ConversationRow(props: ConversationRowProps) {
  const { avatar, title, time, dateTime, isUnread = false, chips, viewers, actions } = props;
  return (
    <div className="in-data-[density=compact]:items-center flex w-full min-w-0 gap-2.5 px-3 py-2.5 in-data-[density=compact]:py-1">
      <div className="in-data-[density=compact]:hidden flex-none pt-0.5">{avatar}</div>
      <div className="flex min-w-0 grow flex-col justify-center">
        <div className="flex h-5 items-center gap-1.5">
          {isUnread && (
            <span
              aria-hidden="true"
              className="keep-color size-2 flex-none rounded-full bg-accent"
            />
          )}
          <span className={classNames("truncate", isUnread ? "font-semibold" : "font-medium")}>
            {title}
          </span>
          <span className="grow" />
          {viewers}
          <time
            dateTime={dateTime}
            className={classNames(
              "flex-none text-12 tabular-nums text-fg-2",
              actions !== undefined &&
                "group-focus-within/row:invisible group-data-hovered/row:invisible",
            )}
          >
            {time}
          </time>
        </div>
        <Preview {...props} />
      </div>
      {chips !== undefined && (
        <div className="in-data-[density=compact]:flex hidden flex-none items-center gap-1">
          {chips}
        </div>
      )}
      {actions !== undefined && (
        <div className="invisible absolute top-1.5 right-2 flex gap-0.5 rounded-control border border-line-subtle bg-raised p-0.5 opacity-0 group-focus-within/row:visible group-focus-within/row:opacity-100 group-data-hovered/row:visible group-data-hovered/row:opacity-100">
          {actions}
        </div>
      )}
    </div>
  );
}

function Preview({ subject, snippet, snippetMark, chips, isUnread }: ConversationRowProps) {
  return (
    <>
      {subject !== undefined && (
        <div className="in-data-[density=comfortable]:block hidden truncate text-fg">{subject}</div>
      )}
      <div className="in-data-[density=compact]:hidden flex h-5 min-w-0 items-center gap-2">
        <span className={classNames("min-w-0 grow truncate", isUnread ? "text-fg" : "text-fg-2")}>
          {snippetMark !== undefined && <span className="text-accent-text">{snippetMark} </span>}
          {snippet ?? subject}
        </span>
        <span className="in-data-[density=comfortable]:hidden flex flex-none gap-1">{chips}</span>
      </div>
      <div className="in-data-[density=comfortable]:flex mt-1 hidden gap-1">{chips}</div>
    </>
  );
}
