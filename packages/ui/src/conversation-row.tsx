import type { ReactNode } from "react";
import { Checkbox } from "./checkbox.tsx";
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
  /** Before the snippet: what it stands for, where it stands for no words ("Áudio"). */
  readonly snippetIcon?: ReactNode;
  readonly isUnread?: boolean;
  /** In a list with `selectionMode`: a box takes the avatar's place on hover and when selected. */
  readonly isSelectable?: boolean;
  /** How a promise stands, the queue, and what else changes a decision. */
  readonly chips?: ReactNode;
  /** Avatars of who is viewing. */
  readonly viewers?: ReactNode;
  /** `tiny` icon buttons; shown on hover and focus in place of the time. */
  readonly actions?: ReactNode;
}

/**
 * While the pointer or the keyboard is on the row; plain focus after a click is neither. What is
 * not shown stays focusable: between two of its buttons nothing has focus, and `display: none`
 * would let go of the second one.
 */
const SHOWN_ON_ROW =
  "w-0 overflow-hidden opacity-0 group-data-hovered/row:w-auto group-data-hovered/row:overflow-visible group-data-hovered/row:opacity-100 group-data-focus-visible/row:w-auto group-data-focus-visible/row:overflow-visible group-data-focus-visible/row:opacity-100 group-has-focus-visible/row:w-auto group-has-focus-visible/row:overflow-visible group-has-focus-visible/row:opacity-100";
const HIDDEN_ON_ROW =
  "group-data-hovered/row:hidden group-data-focus-visible/row:hidden group-has-focus-visible/row:hidden";

/** One line: a chip that it has no room for goes whole, the last first. */
const CHIPS = "flex h-5 flex-wrap gap-x-1.5 overflow-hidden empty:hidden";

/**
 * What stands inside a `GridRow` of the inbox. It follows `data-density` of the nearest ancestor:
 * one line and the chips in `compact`, two lines in `default` (three with a subject), three in
 * `comfortable`.
 */
export function ConversationRow(props: ConversationRowProps) {
  const { avatar, isSelectable = false, chips } = props;
  return (
    <div className="flex w-full min-w-0 items-center gap-2.5 px-3 py-1">
      <div className="flex size-8 flex-none items-center justify-center">
        {isSelectable ? (
          <>
            <div className={classNames("flex group-data-selected/row:hidden", HIDDEN_ON_ROW)}>
              {avatar}
            </div>
            <div
              className={classNames(
                "flex group-data-selected/row:w-auto group-data-selected/row:overflow-visible group-data-selected/row:opacity-100",
                SHOWN_ON_ROW,
              )}
            >
              <Checkbox slot="selection" />
            </div>
          </>
        ) : (
          avatar
        )}
      </div>
      <div className="flex min-w-0 grow flex-col">
        <TitleLine {...props} />
        <Preview {...props} />
      </div>
      {chips !== undefined && (
        <div className="in-data-[density=compact]:block hidden max-w-2/5 flex-none">
          <div className={classNames(CHIPS, "justify-end")}>{chips}</div>
        </div>
      )}
    </div>
  );
}

function TitleLine({ title, time, dateTime, isUnread, viewers, actions }: ConversationRowProps) {
  return (
    <div className="flex h-5 items-center gap-1.5">
      {isUnread && (
        <span aria-hidden="true" className="keep-color size-2 flex-none rounded-full bg-accent" />
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
          actions !== undefined && HIDDEN_ON_ROW,
        )}
      >
        {time}
      </time>
      {actions !== undefined && (
        <div className={classNames("-my-0.5 -ml-1.5 flex flex-none gap-1", SHOWN_ON_ROW)}>
          {actions}
        </div>
      )}
    </div>
  );
}

function Preview(props: ConversationRowProps) {
  const { subject, snippet, snippetMark, snippetIcon, chips, isUnread } = props;
  return (
    <>
      {subject !== undefined && (
        <div
          className={classNames(
            "in-data-[density=compact]:hidden truncate",
            isUnread ? "font-medium text-fg" : "text-fg",
          )}
        >
          {subject}
        </div>
      )}
      <div className="in-data-[density=compact]:hidden flex h-5 min-w-0 items-center gap-2">
        <span className={classNames("min-w-0 grow truncate", isUnread ? "text-fg" : "text-fg-2")}>
          {snippetMark !== undefined && <span className="text-accent-text">{snippetMark} </span>}
          {snippetIcon !== undefined && (
            <span
              aria-hidden="true"
              className="mr-1 inline-flex align-[-2px] empty:hidden [&>svg]:size-3.5"
            >
              {snippetIcon}
            </span>
          )}
          {snippet ?? subject}
        </span>
        {subject !== undefined && (
          // The words keep their share: they are what the row is read for.
          <span className={classNames(CHIPS, "max-w-3/5 flex-none justify-end")}>{chips}</span>
        )}
      </div>
      {subject === undefined && (
        // Room for a line of their own: the words are what the row is read for.
        <div className="in-data-[density=compact]:hidden min-w-0">
          <div className={CHIPS}>{chips}</div>
        </div>
      )}
    </>
  );
}
