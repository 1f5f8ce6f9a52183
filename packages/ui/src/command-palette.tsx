import { Dialog, Modal, ModalOverlay } from "react-aria-components";
import { SearchList, type SearchListProps } from "./search-list.tsx";

export interface CommandPaletteProps<Id extends string>
  extends Omit<SearchListProps<Id>, "autoFocus" | "value"> {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

/** Ctrl/⌘+K: every verb and place behind one search box. Closes on taking one. */
export function CommandPalette<Id extends string>({
  isOpen,
  onOpenChange,
  onAction,
  ...list
}: CommandPaletteProps<Id>) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      isDismissable
      className="fixed inset-0 z-50 flex items-start justify-center bg-scrim p-4 pt-[14vh]"
    >
      <Modal className="w-full max-w-xl overflow-hidden rounded-bubble border border-line-subtle bg-raised text-fg shadow-dialog">
        <Dialog aria-label={list.label} className="outline-none">
          <SearchList
            {...list}
            autoFocus
            onAction={(id) => {
              onOpenChange(false);
              onAction(id);
            }}
          />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
