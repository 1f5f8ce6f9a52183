import type { ReactNode } from "react";
import type { ButtonProps as AriaButtonProps, PressEvent } from "react-aria-components";
import { Button as AriaButton } from "react-aria-components";
import { type ButtonSize, type ButtonVariant, buttonSize, buttonStyle } from "./button-style.ts";
import { classNames } from "./class-names.ts";
import { Kbd } from "./kbd.tsx";
import { watchForRefusal } from "./refusal.ts";
import { Tooltip } from "./tooltip.tsx";

export interface ButtonProps extends Omit<AriaButtonProps, "children" | "className" | "style"> {
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
  readonly icon?: ReactNode;
  readonly iconEnd?: ReactNode;
  readonly keys?: readonly string[] | undefined;
  /**
   * Why it cannot be pressed now. The button stays focusable and says so in its tooltip, where
   * `isDisabled` would silently take it out of the tab order.
   */
  readonly disabledReason?: string | undefined;
  /** Layout only (`grow`, `self-end`); looks belong to `variant`. */
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/**
 * A button with words. While `isPending` it keeps its size and focus and ignores presses; one that can be is
 * one that sends something: where that is refused, the focus goes to what is wrong.
 */
export function Button({
  variant = "secondary",
  size = "default",
  icon,
  iconEnd,
  keys,
  disabledReason,
  className,
  children,
  ...rest
}: ButtonProps) {
  const pressing = disabledReason === undefined ? withWatch(rest) : withoutPress;
  const onSolid = variant === "primary" || variant === "danger";
  const button = (
    <AriaButton
      {...rest}
      {...pressing}
      className={classNames(buttonStyle(variant), buttonSize(size), className)}
    >
      {({ isPending }) => (
        <>
          {icon}
          <span className={isPending ? "typing-dot truncate" : "truncate"}>{children}</span>
          {iconEnd}
          {keys && <Kbd keys={keys} onSolid={onSolid} isSilent />}
        </>
      )}
    </AriaButton>
  );
  if (disabledReason === undefined) return button;
  return <Tooltip text={disabledReason}>{button}</Tooltip>;
}

const withWatch = ({ isPending, onPress }: AriaButtonProps) =>
  isPending === undefined || onPress === undefined
    ? {}
    : {
        onPress(event: PressEvent) {
          watchForRefusal(event.target);
          onPress(event);
        },
      };

/** What makes a focusable button inert; `type` so that it cannot submit a form either. */
const withoutPress = {
  "aria-disabled": true,
  type: "button",
  onPress: () => {},
  onPressStart: () => {},
  onPressEnd: () => {},
} as const;
