import { type ReactNode, useEffect } from "react";
import { classNames } from "./class-names.ts";

export interface Suggestion {
  readonly id: string;
  readonly name: string;
  /** Beside the name: whose it is, how it ends. */
  readonly detail?: string | undefined;
  readonly icon?: ReactNode;
}

export interface SuggestionListProps {
  /** Of the list; options are `<id>-<option>`. The text that is written names both. */
  readonly id: string;
  readonly label: string;
  readonly options: readonly Suggestion[];
  /** The option that keys act on. */
  readonly activeId: string | undefined;
  readonly onActivate: (id: string) => void;
  readonly onChoose: (id: string) => void;
  /** Said when there is none. */
  readonly emptyText: string;
  /** What the active one would write. Left out where there is no room for it. */
  readonly preview?: ReactNode;
  /** Keys and ways on, below. */
  readonly footer?: ReactNode;
}

/**
 * What fits what is being typed. Focus stays in the text; it owns the keys, and this is only seen and
 * pressed.
 */
export function SuggestionList(props: SuggestionListProps) {
  const { options, emptyText, preview, footer } = props;
  return (
    <div className="overflow-hidden rounded-pane border border-line bg-raised shadow-menu">
      <div className="flex max-h-64 min-h-0">
        <div className="min-w-0 flex-1 overflow-y-auto p-1">
          <SuggestionRows {...props} />
          {options.length === 0 && <p className="px-2 py-1.5 text-13 text-fg-2">{emptyText}</p>}
        </div>
        {preview !== undefined && options.length > 0 && (
          <div className="w-1/2 flex-none overflow-y-auto border-line-subtle border-l px-3 py-2 text-13 break-words whitespace-pre-wrap max-[899px]:hidden">
            {preview}
          </div>
        )}
      </div>
      {footer !== undefined && <SuggestionFoot>{footer}</SuggestionFoot>}
    </div>
  );
}

type SuggestionRowsProps = Omit<SuggestionListProps, "emptyText" | "preview" | "footer">;

/** The options alone, for whoever draws the frame around them. */
export function SuggestionRows(props: SuggestionRowsProps) {
  const { id, label, options, activeId, onActivate, onChoose } = props;
  useEffect(() => {
    if (activeId === undefined) return;
    document.getElementById(optionId(id, activeId))?.scrollIntoView({ block: "nearest" });
  }, [id, activeId]);
  return (
    <div role="listbox" id={id} aria-label={label} className="flex flex-col gap-px">
      {options.map((option) => (
        // Keys are the text's, which names the active option (aria-activedescendant).
        // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the text
        // biome-ignore lint/a11y/useKeyWithClickEvents: the text has the keys
        <div
          key={option.id}
          role="option"
          id={optionId(id, option.id)}
          aria-selected={option.id === activeId}
          onMouseDown={(event) => event.preventDefault()}
          onMouseMove={() => option.id !== activeId && onActivate(option.id)}
          onClick={() => onChoose(option.id)}
          className={classNames(
            "flex min-h-8 cursor-default items-center gap-2 rounded-control px-2 py-1 text-13 pointer-coarse:min-h-11",
            option.id === activeId && "bg-accent-soft",
          )}
        >
          {option.icon}
          <span className="min-w-0 flex-1 truncate">{option.name}</span>
          {option.detail !== undefined && (
            <span className="max-w-2/5 flex-none truncate text-12 text-fg-2">{option.detail}</span>
          )}
        </div>
      ))}
    </div>
  );
}

/** Keys and ways on, under a list. */
export function SuggestionFoot({ children }: { readonly children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-3 border-line-subtle border-t px-3 py-1.5 text-12 text-fg-2">
      {children}
    </div>
  );
}

/** Where the text finds the option that keys act on. */
export const optionId = (listId: string, option: string) => `${listId}-${option}`;
