import type { ReactNode, Ref } from "react";
import type { TextFieldProps as AriaTextFieldProps } from "react-aria-components";
import { TextField as AriaTextField, Group, Input } from "react-aria-components";
import { classNames } from "./class-names.ts";
import { FIELD_ROW, FieldFrame, type FieldTexts } from "./field.tsx";

export interface TextFieldProps
  extends Omit<AriaTextFieldProps, "children" | "className" | "style" | "aria-label" | "isInvalid">,
    FieldTexts {
  readonly placeholder?: string | undefined;
  /** Id of the words below several fields that say what is wrong; marks this one as wrong, too. */
  readonly wrongBy?: string | undefined;
  /** Before the text: an icon or a prefix. */
  readonly start?: ReactNode;
  /** After it: a key cap, a unit, a button. */
  readonly end?: ReactNode;
  readonly inputRef?: Ref<HTMLInputElement> | undefined;
  readonly className?: string | undefined;
}

/** One line of text. Pass `autoComplete` wherever the browser can help (WCAG 1.3.5, 3.3.8). */
export function TextField({
  label,
  isLabelHidden,
  description,
  error,
  wrongBy,
  placeholder,
  start,
  end,
  inputRef,
  className,
  ...rest
}: TextFieldProps) {
  const isInvalid = error !== undefined || wrongBy !== undefined;
  return (
    <AriaTextField
      {...rest}
      {...(wrongBy === undefined ? {} : { "aria-describedby": wrongBy })}
      isInvalid={isInvalid}
      className={classNames("flex flex-col gap-1", className)}
    >
      <FieldFrame
        label={label}
        isLabelHidden={isLabelHidden}
        description={description}
        error={error}
        isRequired={rest.isRequired}
      >
        <Group
          isInvalid={isInvalid}
          isDisabled={rest.isDisabled ?? false}
          className={classNames(FIELD_ROW, "ring-focus-within")}
        >
          {start && <span className="flex text-fg-3">{start}</span>}
          <Input
            {...(inputRef ? { ref: inputRef } : {})}
            {...(placeholder === undefined ? {} : { placeholder })}
            className="h-full min-w-0 grow bg-transparent outline-none"
          />
          {end}
        </Group>
      </FieldFrame>
    </AriaTextField>
  );
}
