import type { ReactNode } from "react";
import type { ButtonProps as AriaButtonProps, TooltipProps } from "react-aria-components";
import { Button as AriaButton, ToggleButton } from "react-aria-components";
import { type ButtonVariant, buttonStyle } from "./button-style.ts";
import { classNames } from "./class-names.ts";
import { Tooltip } from "./tooltip.tsx";

/** `tiny` (24 px) is for inside rows and bubbles, `small` (28 px) for bars, whatever the density. */
export type IconButtonSize = "tiny" | "small" | "default";

export interface IconButtonProps
  extends Omit<AriaButtonProps, "children" | "className" | "style" | "aria-label"> {
  /** Its name, and what the tooltip says. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly keys?: readonly string[] | undefined;
  readonly variant?: ButtonVariant;
  readonly size?: IconButtonSize;
  readonly disabledReason?: string | undefined;
  readonly placement?: NonNullable<TooltipProps["placement"]>;
  readonly className?: string | undefined;
}

const SQUARES: Readonly<Record<IconButtonSize, string>> = {
  tiny: "size-6 rounded-key",
  small: "size-7 rounded-row",
  default: "size-control rounded-control",
};

/** A square button; the tooltip carries its name and key. */
export function IconButton({
  label,
  icon,
  keys,
  variant = "ghost",
  size = "default",
  disabledReason,
  placement = "top",
  className,
  ...rest
}: IconButtonProps) {
  const inert =
    disabledReason === undefined ? {} : ({ "aria-disabled": true, onPress: () => {} } as const);
  return (
    <Tooltip
      text={disabledReason === undefined ? label : `${label}: ${disabledReason}`}
      keys={keys}
      placement={placement}
    >
      <AriaButton
        {...rest}
        {...inert}
        aria-label={label}
        className={classNames(buttonStyle(variant), SQUARES[size], className)}
      >
        {icon}
      </AriaButton>
    </Tooltip>
  );
}

export interface IconToggleProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly keys?: readonly string[] | undefined;
  readonly size?: IconButtonSize;
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
}

/** An icon button that stays in (`aria-pressed`): show the context pane, mute the sound. */
export function IconToggle({
  label,
  icon,
  keys,
  size = "default",
  isSelected,
  onChange,
}: IconToggleProps) {
  return (
    <Tooltip text={label} keys={keys}>
      <ToggleButton
        aria-label={label}
        isSelected={isSelected}
        onChange={onChange}
        className={classNames(
          buttonStyle("ghost"),
          SQUARES[size],
          "data-selected:bg-accent-soft data-selected:text-accent-text forced-colors:data-selected:bg-[Highlight] forced-colors:data-selected:text-[HighlightText]",
        )}
      >
        {icon}
      </ToggleButton>
    </Tooltip>
  );
}
