import { Search } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { Dialog, Modal, ModalOverlay } from "react-aria-components";
import { optionId, type Suggestion, SuggestionFoot, SuggestionRows } from "./suggestion-list.tsx";

export interface PreviewPaletteProps {
  /** Name of the dialog, of its search box and of its list. */
  readonly label: string;
  readonly placeholder: string;
  readonly query: string;
  readonly onQueryChange: (query: string) => void;
  /** Those that the query left, the best first: Enter takes the first unless another was moved to. */
  readonly options: readonly Suggestion[];
  readonly onChoose: (id: string) => void;
  readonly onClose: () => void;
  /** What taking this one would do. */
  readonly preview: (id: string) => ReactNode;
  /** Said when there is none. */
  readonly emptyState: ReactNode;
  readonly footer?: ReactNode;
}

/**
 * A search box over a list, and beside it what the one in hand would do: for choices that act at once.
 * Focus stays in the box; arrows move, Enter takes, Esc leaves.
 */
export function PreviewPalette(props: PreviewPaletteProps) {
  const { label, placeholder, query, onQueryChange, options, onChoose, onClose } = props;
  const { preview, emptyState, footer } = props;
  const listId = useId();
  const [wanted, setWanted] = useState<string>();
  const active = options.find(({ id }) => id === wanted) ?? options[0];

  function press(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing || active === undefined) return;
    const at = options.indexOf(active);
    const step = STEPS[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setWanted(options[(at + step + options.length) % options.length]?.id);
    }
    if (event.key === "Enter") {
      event.preventDefault();
      onChoose(active.id);
    }
  }

  return (
    <ModalOverlay
      isOpen
      onOpenChange={onClose}
      isDismissable
      className="fixed inset-0 z-50 flex items-start justify-center bg-scrim p-4 pt-[14vh] max-[599px]:pt-4"
    >
      <Modal className="w-full max-w-3xl overflow-hidden rounded-bubble border border-line-subtle bg-raised text-fg shadow-dialog">
        <Dialog aria-label={label} className="flex max-h-[72vh] flex-col outline-none">
          <div className="flex h-11 flex-none items-center gap-2.5 border-line-subtle border-b px-3.5 text-14">
            <Search aria-hidden="true" className="text-fg-3" />
            <input
              type="text"
              role="combobox"
              aria-label={label}
              aria-expanded
              aria-autocomplete="list"
              aria-controls={listId}
              aria-activedescendant={active && optionId(listId, active.id)}
              autoComplete="off"
              spellCheck={false}
              autoFocus
              placeholder={placeholder}
              value={query}
              onChange={(event) => {
                setWanted(undefined);
                onQueryChange(event.currentTarget.value);
              }}
              onKeyDown={press}
              className="h-full min-w-0 grow bg-transparent outline-none"
            />
          </div>
          <div className="flex min-h-0 grow max-[719px]:flex-col min-[720px]:min-h-56">
            <div className="min-h-0 min-w-0 flex-1 overflow-y-auto p-1.5 max-[719px]:max-h-60">
              <SuggestionRows
                id={listId}
                label={label}
                options={options}
                activeId={active?.id}
                onActivate={setWanted}
                onChoose={onChoose}
              />
              {active === undefined && (
                <div className="px-2.5 py-6 text-center text-13 text-fg-2">{emptyState}</div>
              )}
            </div>
            {active !== undefined && (
              <section
                aria-label={active.name}
                // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take focus
                tabIndex={0}
                className="ring-focus-inset min-h-0 flex-1 overflow-y-auto border-line-subtle px-4 py-3 text-13 max-[719px]:border-t min-[720px]:border-l"
              >
                {preview(active.id)}
              </section>
            )}
          </div>
          {footer !== undefined && <SuggestionFoot>{footer}</SuggestionFoot>}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowUp: -1 };
