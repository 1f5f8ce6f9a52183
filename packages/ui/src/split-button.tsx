import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { Button as AriaButton, Group } from "react-aria-components";
import { type ButtonVariant, buttonSize, buttonStyle } from "./button-style.ts";
import { classNames } from "./class-names.ts";
import { Kbd } from "./kbd.tsx";
import { Menu, type MenuEntry } from "./menu.tsx";
import { Tooltip } from "./tooltip.tsx";

export interface SplitButtonProps {
  readonly label: string;
  readonly icon?: ReactNode;
  readonly keys?: readonly string[] | undefined;
  readonly variant?: ButtonVariant;
  readonly onPress: () => void;
  /** Name of the arrow and of the menu behind it: "Mais opções de envio". */
  readonly menuLabel: string;
  readonly entries: readonly MenuEntry[];
  readonly onAction: (id: string) => void;
  /** Why neither half works now; both stay focusable. */
  readonly disabledReason?: string | undefined;
}

/** The usual action, and the unusual ones behind an arrow: "Enviar ▾". */
export function SplitButton({
  label,
  icon,
  keys,
  variant = "primary",
  onPress,
  menuLabel,
  entries,
  onAction,
  disabledReason,
}: SplitButtonProps) {
  const isOff = disabledReason !== undefined;
  const main = (
    <AriaButton
      onPress={isOff ? () => {} : onPress}
      {...(isOff ? { "aria-disabled": true } : {})}
      className={classNames(buttonStyle(variant), buttonSize("default"), "rounded-r-none pr-2.5")}
    >
      {icon}
      <span className="truncate">{label}</span>
      {keys && (
        // A screen this narrow has no keyboard beside it, and no room.
        <span className="contents max-[479px]:hidden">
          <Kbd keys={keys} onSolid={variant === "primary" && !isOff} isSilent />
        </span>
      )}
    </AriaButton>
  );
  return (
    <Group aria-label={label} className="inline-flex flex-none">
      {isOff ? <Tooltip text={disabledReason}>{main}</Tooltip> : main}
      <Menu
        label={menuLabel}
        entries={entries}
        onAction={onAction}
        placement="top end"
        trigger={
          <AriaButton
            aria-label={menuLabel}
            isDisabled={isOff}
            className={classNames(
              buttonStyle(variant),
              "h-control w-7 rounded-control rounded-l-none",
              SEAM[variant],
            )}
          >
            <ChevronDown aria-hidden="true" />
          </AriaButton>
        }
      />
    </Group>
  );
}

/** The line between the halves, drawn in what each ground can carry. */
const SEAM: Readonly<Record<ButtonVariant, string>> = {
  primary: "border-l-accent-soft-2/40",
  secondary: "border-l-0",
  ghost: "border-l-line",
  danger: "border-l-danger-soft/40",
  note: "border-l-0",
};
