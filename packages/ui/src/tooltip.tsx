import type { ReactNode } from "react";
import type { TooltipProps as AriaTooltipProps } from "react-aria-components";
import { Tooltip as AriaTooltip, TooltipTrigger } from "react-aria-components";
import { Kbd } from "./kbd.tsx";

/** Long enough that crossing a toolbar shows nothing; a second one opens at once. */
const TOOLTIP_DELAY_MS = 500;

export interface TooltipProps {
  readonly text: ReactNode;
  readonly keys?: readonly string[] | undefined;
  readonly placement?: NonNullable<AriaTooltipProps["placement"]>;
  readonly isDisabled?: boolean | undefined;
  /** One focusable element of the kit (button, link). */
  readonly children: ReactNode;
}

/** A hint on hover and focus; stays while hovered, leaves with Esc (WCAG 1.4.13). */
export function Tooltip({ text, keys, placement = "top", isDisabled, children }: TooltipProps) {
  return (
    <TooltipTrigger delay={TOOLTIP_DELAY_MS} isDisabled={isDisabled ?? false}>
      {children}
      <AriaTooltip
        offset={6}
        placement={placement}
        className="floating max-w-72 flex-row items-center gap-2 rounded-control px-2 py-1 text-12"
      >
        {text}
        {keys && <Kbd keys={keys} />}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
