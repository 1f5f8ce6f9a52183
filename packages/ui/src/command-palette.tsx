import { ChevronLeft } from "lucide-react";
import type { KeyboardEvent } from "react";
import { Dialog, Modal, ModalOverlay } from "react-aria-components";
import { Button } from "./button.tsx";
import { SearchList, type SearchListProps } from "./search-list.tsx";

/** Further rows, reached by one of the rows before. */
export interface PalettePage {
  /** Unlike those of other pages: each begins with an empty box. */
  readonly id: string;
  readonly label: string;
  readonly backLabel: string;
  readonly onBack: () => void;
}

export interface CommandPaletteProps<Id extends string>
  extends Omit<SearchListProps<Id>, "autoFocus" | "value"> {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  /** Rows that lead to a page of more rows: taking one does not close. */
  readonly opensPage?: ((id: Id) => boolean) | undefined;
  /** The page that is shown; absent: the first one. */
  readonly page?: PalettePage | undefined;
}

/**
 * Ctrl/⌘+K: every verb and place behind one search box. Closes on taking one; on a further page Esc and
 * Backspace in the empty box go one page back.
 */
export function CommandPalette<Id extends string>({
  isOpen,
  onOpenChange,
  onAction,
  opensPage,
  page,
  ...list
}: CommandPaletteProps<Id>) {
  function goBack(event: KeyboardEvent): void {
    const isOutward = event.key === "Escape" || event.key === "Backspace";
    const isEmpty = (event.target as Partial<HTMLInputElement>).value === "";
    if (page === undefined || !isOutward || !isEmpty) return;
    event.preventDefault();
    event.stopPropagation();
    page.onBack();
  }
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      isDismissable
      className="fixed inset-0 z-50 flex items-start justify-center bg-scrim p-4 pt-[14vh]"
    >
      <Modal className="w-full max-w-xl overflow-hidden rounded-bubble border border-line-subtle bg-raised text-fg shadow-dialog">
        <Dialog aria-label={page?.label ?? list.label} className="outline-none">
          <div onKeyDownCapture={goBack}>
            {page !== undefined && (
              <div className="flex items-center px-2 pt-2">
                <Button
                  size="small"
                  variant="ghost"
                  icon={<ChevronLeft />}
                  aria-label={`${page.backLabel}: ${page.label}`}
                  onPress={page.onBack}
                >
                  {page.label}
                </Button>
              </div>
            )}
            <SearchList
              {...list}
              key={page?.id}
              autoFocus
              onAction={(id) => {
                if (!opensPage?.(id)) onOpenChange(false);
                onAction(id);
              }}
            />
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
