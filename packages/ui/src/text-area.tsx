import type { Ref } from "react";
import type { TextFieldProps as AriaTextFieldProps } from "react-aria-components";
import { TextArea as AriaTextArea, TextField as AriaTextField } from "react-aria-components";
import { classNames } from "./class-names.ts";
import { FIELD_BOX, FieldFrame, type FieldTexts } from "./field.tsx";

export interface TextAreaProps
  extends Omit<
      AriaTextFieldProps,
      "children" | "className" | "style" | "aria-label" | "isInvalid" | "value" | "defaultValue"
    >,
    FieldTexts {
  readonly value: string;
  readonly placeholder?: string | undefined;
  /** It grows with the text from here… */
  readonly minRows?: number;
  /** …to here, then scrolls. */
  readonly maxRows?: number;
  /** `bare` has neither box nor ring: a composer draws its own around several things. */
  readonly variant?: "box" | "bare";
  readonly textAreaRef?: Ref<HTMLTextAreaElement> | undefined;
  /** A list that is open for what is being typed: its id, and that of the option keys act on. */
  readonly suggests?:
    | { readonly listId: string; readonly activeId?: string | undefined }
    | undefined;
  readonly className?: string | undefined;
}

/**
 * Text of several lines that grows as it is written. The growth is CSS: a hidden copy of the text
 * holds the height and the text area lies over it, so nothing is measured and nothing jumps.
 */
export function TextArea({
  label,
  isLabelHidden,
  description,
  error,
  placeholder,
  minRows = 2,
  maxRows = 10,
  variant = "box",
  textAreaRef,
  suggests,
  className,
  ...rest
}: TextAreaProps) {
  const text = "whitespace-pre-wrap break-words px-2.5 py-1.5 text-14";
  return (
    <AriaTextField
      {...rest}
      isInvalid={error !== undefined}
      className={classNames("flex flex-col gap-1", className)}
    >
      <FieldFrame
        label={label}
        isLabelHidden={isLabelHidden}
        description={description}
        error={error}
        isRequired={rest.isRequired}
      >
        <div
          data-invalid={error === undefined ? undefined : true}
          data-disabled={rest.isDisabled ? true : undefined}
          className={classNames("relative", variant === "box" && `${FIELD_BOX} ring-focus-within`)}
        >
          {/* The trailing space gives a last empty line its height. */}
          <span
            aria-hidden="true"
            className={classNames(text, "invisible block min-w-0 grow overflow-hidden")}
            style={{ minHeight: rowsToHeight(minRows), maxHeight: rowsToHeight(maxRows) }}
          >
            {`${rest.value} `}
          </span>
          <AriaTextArea
            {...(textAreaRef ? { ref: textAreaRef } : {})}
            {...(placeholder === undefined ? {} : { placeholder })}
            {...(suggests === undefined
              ? {}
              : {
                  "aria-autocomplete": "list" as const,
                  "aria-haspopup": "listbox" as const,
                  "aria-controls": suggests.listId,
                  ...(suggests.activeId === undefined
                    ? {}
                    : { "aria-activedescendant": suggests.activeId }),
                })}
            className={classNames(
              text,
              "absolute inset-0 size-full resize-none overflow-y-auto rounded-control bg-transparent outline-none",
            )}
          />
        </div>
      </FieldFrame>
    </AriaTextField>
  );
}

/** Line height of `text-14` and the padding above and below, in rem. */
function rowsToHeight(rows: number): string {
  return `${rows * (21 / 16) + 0.75}rem`;
}
