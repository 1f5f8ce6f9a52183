import type { ReactNode } from "react";
import type { PopoverProps as AriaPopoverProps } from "react-aria-components";
import { Popover as AriaPopover, Dialog, DialogTrigger } from "react-aria-components";

export interface PopoverProps {
  readonly label: string;
  readonly trigger: ReactNode;
  readonly placement?: NonNullable<AriaPopoverProps["placement"]>;
  /** Given a function, it receives `close`. */
  readonly children: ReactNode | ((close: () => void) => ReactNode);
}

/** A small panel hanging from its button: snooze presets, filters, who is viewing. */
export function Popover({ label, trigger, placement = "bottom start", children }: PopoverProps) {
  return (
    <DialogTrigger>
      {trigger}
      <AriaPopover placement={placement} offset={4} className="floating min-w-56 max-w-96">
        <Dialog aria-label={label} className="max-h-96 overflow-y-auto p-3 outline-none">
          {({ close }) => (typeof children === "function" ? children(close) : children)}
        </Dialog>
      </AriaPopover>
    </DialogTrigger>
  );
}
