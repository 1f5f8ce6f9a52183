import type { ReactNode } from "react";
import { Link } from "react-aria-components";
import { Count } from "./chip.tsx";
import { classNames } from "./class-names.ts";
import { Tooltip } from "./tooltip.tsx";

export interface NavItemProps {
  readonly href: string;
  readonly label: string;
  readonly icon: ReactNode;
  readonly count?: number | undefined;
  /** The count in words: "8 conversas". */
  readonly countLabel?: string | undefined;
  readonly isCurrent?: boolean;
  /** On the 52 px rail only the icon is seen; the tooltip has the rest. */
  readonly isCollapsed?: boolean;
  readonly keys?: readonly string[] | undefined;
}

/** A place in the navigation. Goes through the router given to `UiProvider`. */
export function NavItem(props: NavItemProps) {
  const { href, label, icon, count, countLabel, isCurrent = false, isCollapsed = false } = props;
  const hasCount = count !== undefined && count > 0;
  const link = (
    <Link
      href={href}
      {...(isCurrent ? { "aria-current": "page" as const } : {})}
      className={classNames(
        "ring-focus fade-colors relative flex h-7 flex-none cursor-default items-center gap-2.5 rounded-row px-2 text-13 font-medium text-fg-2 [&>.lucide]:text-fg-3",
        "data-hovered:bg-hover data-hovered:text-fg pointer-coarse:h-11 in-data-[density=comfortable]:h-8",
        "aria-[current=page]:bg-accent-soft-2 aria-[current=page]:text-fg aria-[current=page]:[&>.lucide]:text-accent-text",
        isCollapsed && "size-9 justify-center px-0",
      )}
    >
      {icon}
      <span className={isCollapsed ? "sr-only" : "min-w-0 grow truncate"}>{label}</span>
      {hasCount && !isCollapsed && (
        <span className="text-12 font-regular tabular-nums text-fg-2">
          <span aria-hidden={countLabel === undefined ? undefined : true}>{count}</span>
          {countLabel !== undefined && <span className="sr-only">{countLabel}</span>}
        </span>
      )}
      {hasCount && isCollapsed && (
        <span className="absolute -top-0.5 -right-0.5">
          <Count count={count} tone="accent" label={countLabel} />
        </span>
      )}
    </Link>
  );
  return (
    <Tooltip text={label} keys={props.keys} placement="right" isDisabled={!isCollapsed}>
      {link}
    </Tooltip>
  );
}

export interface NavSectionProps {
  readonly label: string;
  readonly isCollapsed?: boolean;
  readonly children: ReactNode;
}

/** A titled group of places: "Filas", "Visões salvas". */
export function NavSection({ label, isCollapsed = false, children }: NavSectionProps) {
  return (
    <section aria-label={label} className="flex flex-col gap-px">
      <h2 className={isCollapsed ? "sr-only" : "px-2 pt-3 pb-1 text-11 text-fg-3"}>{label}</h2>
      {children}
    </section>
  );
}
