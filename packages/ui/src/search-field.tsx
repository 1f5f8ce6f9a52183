import { Search, X } from "lucide-react";
import type { Ref } from "react";
import type { SearchFieldProps as AriaSearchFieldProps } from "react-aria-components";
import { SearchField as AriaSearchField, Button, Group, Input } from "react-aria-components";
import { classNames } from "./class-names.ts";
import { FIELD_ROW } from "./field.tsx";
import { Kbd } from "./kbd.tsx";

export interface SearchFieldProps
  extends Omit<AriaSearchFieldProps, "children" | "className" | "style" | "aria-label"> {
  readonly label: string;
  readonly placeholder?: string | undefined;
  readonly clearLabel: string;
  /** Shown while empty: the key that brings focus here. */
  readonly keys?: readonly string[] | undefined;
  readonly inputRef?: Ref<HTMLInputElement> | undefined;
  /** `bare` has no box: for the head of a palette or of a menu. */
  readonly variant?: "box" | "bare";
  readonly className?: string | undefined;
}

/** A search box. Esc clears it first and leaves it second. */
export function SearchField({
  label,
  placeholder,
  clearLabel,
  keys,
  inputRef,
  variant = "box",
  className,
  ...rest
}: SearchFieldProps) {
  const box =
    variant === "box"
      ? classNames(FIELD_ROW, "ring-focus-within")
      : "flex h-11 items-center gap-2.5 px-3.5 text-14";
  return (
    <AriaSearchField {...rest} aria-label={label} className={classNames("group", className)}>
      <Group className={box}>
        <Search aria-hidden="true" className="text-fg-3" />
        <Input
          {...(inputRef ? { ref: inputRef } : {})}
          {...(placeholder === undefined ? {} : { placeholder })}
          className="h-full min-w-0 grow bg-transparent outline-none [&::-webkit-search-cancel-button]:hidden"
        />
        {keys && (
          <span aria-hidden="true" className="hidden group-data-empty:flex">
            <Kbd keys={keys} />
          </span>
        )}
        <Button
          aria-label={clearLabel}
          className="ring-focus -mr-1 flex size-6 flex-none items-center justify-center rounded-key text-fg-3 group-data-empty:hidden data-hovered:bg-hover data-hovered:text-fg"
        >
          <X aria-hidden="true" />
        </Button>
      </Group>
    </AriaSearchField>
  );
}
