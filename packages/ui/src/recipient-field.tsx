import { TriangleAlert, X } from "lucide-react";
import { type ReactNode, type Ref, useId, useState } from "react";
import { Button as AriaButton, Input, Tag, TagGroup, TagList } from "react-aria-components";
import { classNames } from "./class-names.ts";

/** One person in the field. */
export interface Recipient {
  readonly id: string;
  /** What is read: the name, or the address where there is none. */
  readonly text: string;
  /** The whole of it, on hover and when it is edited. */
  readonly full: string;
  readonly isInvalid?: boolean | undefined;
}

export interface RecipientFieldProps {
  /** "Para", "Cc". */
  readonly label: string;
  readonly recipients: readonly Recipient[];
  /** Typed or pasted, one or many; finding the addresses in it is the caller's. */
  readonly onAdd: (written: string) => void;
  readonly onRemove: (id: string) => void;
  readonly removeLabel: (recipient: Recipient) => string;
  /** What is wrong with the field, in words. */
  readonly error?: string | undefined;
  /** At the end of the line: "Cc" while that line is not shown. */
  readonly end?: ReactNode;
  readonly inputRef?: Ref<HTMLInputElement> | undefined;
}

/** What ends an address while writing; a space does not: names have them. */
const ENDS = /^[,;]$/;
const MANY = /[,;\n]|>\s*</;

/**
 * People as chips, with room to type or paste more. Arrows move among the chips, Delete removes one;
 * Backspace in the empty text takes the last one back into it.
 */
export function RecipientField(props: RecipientFieldProps) {
  const { label, recipients, onAdd, onRemove, removeLabel, error, end, inputRef } = props;
  const [text, setText] = useState("");
  const errorId = useId();

  function add(written: string): void {
    setText("");
    if (written.trim() !== "") onAdd(written);
  }

  return (
    <div className="flex flex-col gap-0.5">
      <div className="flex items-start gap-2">
        <span aria-hidden="true" className="w-12 flex-none py-2 text-12 font-medium text-fg-2">
          {label}
        </span>
        <div className="flex min-w-0 grow flex-wrap items-center gap-1 py-0.5">
          {recipients.length > 0 && (
            <TagGroup
              aria-label={label}
              className="contents"
              onRemove={(keys) => {
                for (const key of keys) onRemove(String(key));
              }}
            >
              <TagList className="contents">
                {recipients.map((recipient) => (
                  <Chip key={recipient.id} recipient={recipient} removeLabel={removeLabel} />
                ))}
              </TagList>
            </TagGroup>
          )}
          <Input
            {...(inputRef ? { ref: inputRef } : {})}
            aria-label={label}
            aria-invalid={error === undefined ? undefined : true}
            aria-describedby={error === undefined ? undefined : errorId}
            type="text"
            inputMode="email"
            autoComplete="off"
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onBlur={() => add(text)}
            onPaste={(event) => {
              const pasted = event.clipboardData.getData("text");
              if (!MANY.test(pasted)) return;
              event.preventDefault();
              add(`${text} ${pasted}`);
            }}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing) return;
              const isQuoted = text.split('"').length % 2 === 0;
              if (
                (event.key === "Enter" && !event.ctrlKey && !event.metaKey) ||
                ENDS.test(event.key)
              ) {
                if (ENDS.test(event.key) && isQuoted) return;
                event.preventDefault();
                add(text);
              }
              const last = recipients.at(-1);
              if (event.key === "Backspace" && text === "" && last !== undefined) {
                event.preventDefault();
                onRemove(last.id);
                setText(last.full);
              }
            }}
            className="ring-focus h-7 w-20 grow rounded-row bg-transparent px-1 text-13 outline-none"
          />
        </div>
        {end !== undefined && <div className="flex flex-none py-0.5">{end}</div>}
      </div>
      {error !== undefined && (
        <p id={errorId} className="pl-14 text-12 text-danger-text">
          {error}
        </p>
      )}
    </div>
  );
}

interface ChipProps {
  readonly recipient: Recipient;
  readonly removeLabel: (recipient: Recipient) => string;
}

function Chip({ recipient, removeLabel }: ChipProps) {
  return (
    <Tag
      id={recipient.id}
      textValue={recipient.full}
      className={classNames(
        "ring-focus flex h-7 max-w-full cursor-default items-center gap-1 rounded-row border pr-0.5 pl-2 text-12 font-medium [&>.lucide]:size-3.5",
        recipient.isInvalid
          ? "border-danger bg-danger-soft text-danger-text"
          : "border-line bg-muted text-fg",
      )}
    >
      {recipient.isInvalid && <TriangleAlert aria-hidden="true" />}
      <span className="truncate" title={recipient.full}>
        {recipient.text}
      </span>
      <AriaButton
        slot="remove"
        aria-label={removeLabel(recipient)}
        className="ring-focus flex size-6 flex-none cursor-default items-center justify-center rounded-key text-fg-2 data-hovered:bg-hover [&>svg]:size-3.5"
      >
        <X aria-hidden="true" />
      </AriaButton>
    </Tag>
  );
}
