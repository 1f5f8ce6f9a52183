import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { ListBoxItem, Text } from "react-aria-components";
import { classNames } from "./class-names.ts";

/** One choice in a select, a combo box, a search list. */
export interface Option<Id extends string = string> {
  readonly id: Id;
  readonly label: string;
  readonly description?: string | undefined;
  readonly icon?: ReactNode;
  /** At the end of the line: waiting count, key cap, "fechada". */
  readonly meta?: ReactNode;
  /** Words it is also found by. */
  readonly keywords?: readonly string[] | undefined;
  readonly isDisabled?: boolean | undefined;
}

/** What an option is found by. */
export const wordsOf = ({ label, keywords = [] }: Option) => [label, ...keywords].join(" ");

export interface OptionRowProps {
  readonly option: Option;
  /** A tick at the end of the chosen one. */
  readonly hasTick?: boolean;
  /** What it is called in text: where that is not all it is found by. */
  readonly textValue?: string;
}

/** How an option looks in any list of them. */
export function OptionRow({ option, hasTick = true, textValue = wordsOf(option) }: OptionRowProps) {
  return (
    <ListBoxItem
      id={option.id}
      textValue={textValue}
      isDisabled={option.isDisabled ?? false}
      className={classNames(
        "group flex min-h-7 cursor-default select-none items-center gap-2 rounded-row px-2 py-1 text-13 text-fg outline-none data-disabled:text-fg-3 data-focused:bg-muted pointer-coarse:min-h-11",
        "forced-colors:data-focused:bg-[Highlight] forced-colors:data-focused:text-[HighlightText]",
      )}
    >
      {({ isSelected }) => (
        <>
          {option.icon && <span className="flex text-fg-3">{option.icon}</span>}
          {/* The whole line is the name: how many wait there is part of choosing it. */}
          <Text slot="label" className="flex min-w-0 grow items-center gap-2">
            <span className="flex min-w-0 grow flex-col">
              <span className="truncate">{option.label}</span>
              {option.description !== undefined && (
                <span className="truncate text-12 text-fg-2">{option.description}</span>
              )}
            </span>
            {option.meta && <span className="flex-none text-12 text-fg-2">{option.meta}</span>}
          </Text>
          {hasTick && (
            <Check aria-hidden="true" className={isSelected ? "text-accent-text" : "invisible"} />
          )}
        </>
      )}
    </ListBoxItem>
  );
}

/** Finds the option behind a key, so that callers get their own id type back. */
export function findOption<Id extends string>(
  options: readonly Option<Id>[],
  key: unknown,
): Option<Id> | undefined {
  return options.find((option) => option.id === key);
}
