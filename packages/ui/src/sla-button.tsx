import type { ReactNode } from "react";
import { Button } from "react-aria-components";
import { SlaChip, type SlaChipProps } from "./chip.tsx";
import { Tooltip } from "./tooltip.tsx";

export interface SlaButtonProps extends Omit<SlaChipProps, "isTipped"> {
  /** What the promise rests on: shown on hover and focus, read as the button's description. */
  readonly tip: ReactNode;
  readonly onPress: () => void;
}

/** The chip where there is more to say of it: a hint that may be hovered and dismissed, and a press that leads on. */
export function SlaButton({ tip, onPress, ...chip }: SlaButtonProps) {
  return (
    <Tooltip text={tip} placement="bottom">
      <Button
        onPress={onPress}
        // As tall as a target must be; the chip stands where it would stand without it.
        className="ring-focus -my-0.5 inline-flex h-6 max-w-full flex-none cursor-default items-center rounded-chip"
      >
        <SlaChip {...chip} isTipped />
      </Button>
    </Tooltip>
  );
}
