import type { KeyboardEvent, ReactNode } from "react";
import type { Selection } from "react-aria-components";
import { Autocomplete, Header, ListBox, ListBoxSection, useFilter } from "react-aria-components";
import { findOption, type Option, OptionRow, wordsOf } from "./option.tsx";
import { SearchField } from "./search-field.tsx";

export interface OptionSection<Id extends string = string> {
  readonly id: string;
  readonly label: string;
  readonly options: readonly Option<Id>[];
  /** They were found by what is typed, somewhere else and by other words: shown without matching. */
  readonly isAnswer?: boolean;
}

export interface SearchListProps<Id extends string> {
  /** Name of the search box and of the list. */
  readonly label: string;
  readonly placeholder: string;
  readonly clearLabel: string;
  readonly sections: readonly OptionSection<Id>[];
  readonly onAction: (id: Id) => void;
  /** Ticks this one. */
  readonly value?: Id | null;
  /** Controls the text, e.g. to ask a server; local matching goes on unless `isFiltered`. */
  readonly query?: string | undefined;
  readonly onQueryChange?: ((query: string) => void) | undefined;
  /** The sections already answer the query: show them all. */
  readonly isFiltered?: boolean;
  readonly autoFocus?: boolean;
  /** Enter on words that no option has. */
  readonly onSubmitUnmatched?: ((query: string) => void) | undefined;
  readonly emptyState: ReactNode;
}

/** The same in a dialog: its box and its rows begin where the dialog's edge is, and not its words. */
export function DialogSearchList<Id extends string>(props: SearchListProps<Id>) {
  return (
    <div className="-mx-3.5">
      <SearchList {...props} />
    </div>
  );
}

/**
 * A search box over a list: focus stays in the box, arrows move in the list, Enter takes. Used for
 * the destination of a transfer, quick replies, and (in a dialog) the command palette.
 */
export function SearchList<Id extends string>({
  label,
  placeholder,
  clearLabel,
  sections,
  onAction,
  value,
  query,
  onQueryChange,
  isFiltered = false,
  autoFocus = false,
  onSubmitUnmatched,
  emptyState,
}: SearchListProps<Id>) {
  const { contains } = useFilter({ sensitivity: "base" });
  const all = sections.flatMap((section) => section.options);
  const answers = new Set<unknown>(
    sections.flatMap(({ options, isAnswer }) => (isAnswer ? options.map(({ id }) => id) : [])),
  );
  const isMatch = (one: Option<Id>, words: string) =>
    answers.has(one.id) || contains(wordsOf(one), words);
  const take = (key: unknown) => {
    const chosen = findOption(all, key);
    if (chosen) onAction(chosen.id);
  };
  // Taking the ticked one again empties the selection; it is still taken.
  const choice =
    value === undefined
      ? { onAction: take }
      : {
          selectionMode: "single" as const,
          selectedKeys: value === null ? [] : [value],
          onSelectionChange: (keys: Selection) => take([...keys][0] ?? value),
        };
  /** Of a list that has a match, Enter takes the first at once: the primitives mark it half a second later. */
  function takeFirst(event: KeyboardEvent): void {
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (event.key !== "Enter" || !isPlain || event.nativeEvent.isComposing) return;
    // What opens at once and takes the focus would get the rest of the key, and a form be sent by it.
    event.preventDefault();
    const box = event.target as Partial<HTMLInputElement>;
    const words = box.value?.trim() ?? "";
    if (words === "" || box.getAttribute?.("aria-activedescendant")) return;
    const offered = all.filter(({ isDisabled }) => !isDisabled);
    const first = offered.find((one) => isFiltered || isMatch(one, words));
    if (first === undefined) return;
    event.stopPropagation();
    onAction(first.id);
  }
  return (
    <div className="contents" onKeyDownCapture={takeFirst}>
      <Autocomplete
        filter={(text, words, { key }) => isFiltered || answers.has(key) || contains(text, words)}
        {...(query === undefined ? {} : { inputValue: query })}
        {...(onQueryChange ? { onInputChange: onQueryChange } : {})}
      >
        <SearchField
          label={label}
          placeholder={placeholder}
          clearLabel={clearLabel}
          variant="bare"
          autoFocus={autoFocus}
          onSubmit={(words) => {
            const isMatched = all.some((one) => isMatch(one, words));
            if (words.trim() !== "" && !isMatched) onSubmitUnmatched?.(words);
          }}
          className="border-b border-line-subtle"
        />
        <section
          aria-label={label}
          // Focus stays in the box, so the list has none: without a stop, keys could not scroll it.
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take focus
          tabIndex={0}
          className="ring-focus-inset max-h-80 min-h-0 overflow-y-auto scroll-py-1.5"
        >
          <ListBox
            aria-label={label}
            {...choice}
            // Esc is for whatever the list stands in, and chooses nothing.
            escapeKeyBehavior="none"
            renderEmptyState={() => (
              <div className="px-2.5 py-6 text-center text-fg-2">{emptyState}</div>
            )}
            className="p-1.5 outline-none"
          >
            {sections.map((section) => (
              <ListBoxSection key={section.id} id={section.id}>
                <Header className="px-2 pt-2 pb-1 text-11 text-fg-3">{section.label}</Header>
                {section.options.map((option) => (
                  <OptionRow key={option.id} option={option} hasTick={value !== undefined} />
                ))}
              </ListBoxSection>
            ))}
          </ListBox>
        </section>
      </Autocomplete>
    </div>
  );
}
