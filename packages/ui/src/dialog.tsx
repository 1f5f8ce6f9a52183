import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { classNames } from "./class-names.ts";
import { IconButton } from "./icon-button.tsx";

export interface DialogProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly title: string;
  readonly description?: ReactNode;
  readonly closeLabel: string;
  readonly size?: "small" | "default" | "large";
  /** `alertdialog` for what cannot be undone: no closing by a click outside. */
  readonly role?: "dialog" | "alertdialog";
  /** Buttons, in reading order; the main one last. */
  readonly footer?: ReactNode;
  readonly children?: ReactNode;
}

const WIDTHS = { small: "max-w-sm", default: "max-w-lg", large: "max-w-3xl" } as const;

const SCRIM = "fixed inset-0 z-50 flex bg-scrim";

/** A modal question. Opens without animation; focus goes in, and comes back on closing. */
export function Dialog(props: DialogProps) {
  const { isOpen, onOpenChange, size = "default", role = "dialog" } = props;
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      isDismissable={role === "dialog"}
      className={classNames(SCRIM, "items-start justify-center overflow-y-auto p-4 pt-[12vh]")}
    >
      <Modal
        className={classNames(
          "w-full rounded-bubble border border-line-subtle bg-raised text-fg shadow-dialog",
          WIDTHS[size],
        )}
      >
        <AriaDialog role={role} className="flex max-h-[80vh] flex-col outline-none">
          <OwnSubmits>
            <DialogParts {...props} />
          </OwnSubmits>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

export interface DrawerProps extends Omit<DialogProps, "role" | "size"> {
  readonly side?: "start" | "end";
}

/** A pane that slides over the edge: the context below 1280 px, an editor over a table. */
export function Drawer({ side = "end", ...props }: DrawerProps) {
  return (
    <ModalOverlay
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
      isDismissable
      className={classNames(SCRIM, side === "end" ? "justify-end" : "justify-start")}
    >
      <Modal className="drawer-motion h-full w-full max-w-96 border-line-subtle border-x bg-raised text-fg shadow-dialog">
        <AriaDialog className="flex h-full flex-col outline-none">
          <OwnSubmits>
            <DialogParts {...props} />
          </OwnSubmits>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/**
 * React hands events of what lies over a page on to what it was asked for in: a form there would be sent with the
 * one in here.
 */
function OwnSubmits({ children }: { readonly children: ReactNode }) {
  return (
    <div className="contents" onSubmit={(event) => event.stopPropagation()}>
      {children}
    </div>
  );
}

function DialogParts(props: Omit<DialogProps, "role" | "size">) {
  const { title, description, closeLabel, onOpenChange, footer, children } = props;
  return (
    <>
      <header className="flex items-start gap-3 px-5 pt-4 pb-2">
        <div className="min-w-0 grow">
          <Heading slot="title" className="text-16">
            {title}
          </Heading>
          {description !== undefined && <p className="mt-1 text-13 text-fg-2">{description}</p>}
        </div>
        <IconButton
          label={closeLabel}
          icon={<X />}
          size="small"
          className="-mr-1.5"
          onPress={() => onOpenChange(false)}
        />
      </header>
      {children !== undefined && (
        <div className="min-h-0 grow overflow-y-auto px-5 py-2">{children}</div>
      )}
      {footer !== undefined && (
        <footer className="flex flex-wrap justify-end gap-2 px-5 pt-2 pb-4">{footer}</footer>
      )}
    </>
  );
}
