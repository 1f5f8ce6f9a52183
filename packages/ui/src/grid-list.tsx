import type { ReactNode } from "react";
import type { GridListProps as AriaGridListProps, GridListItemProps } from "react-aria-components";
import {
  GridList as AriaGridList,
  GridListItem as AriaGridListItem,
  ListLayout,
  Virtualizer,
} from "react-aria-components";
import { classNames } from "./class-names.ts";

export type { Selection } from "react-aria-components";

export interface GridListProps<T extends object>
  extends Omit<AriaGridListProps<T>, "className" | "style" | "aria-label" | "renderEmptyState"> {
  readonly label: string;
  readonly emptyState?: ReactNode;
  /**
   * Height of every row in CSS pixels. With it only the rows in view are in the document, and
   * thousands scroll; the list must then have a height of its own (`grow min-h-0`).
   */
  readonly rowHeight?: number | undefined;
  readonly className?: string | undefined;
}

/**
 * A list whose rows can hold buttons (role `grid`): arrows move, Enter opens (`onAction`), Space
 * selects, Shift extends, → goes to what is inside a row. Type-ahead is off: letters are shortcuts.
 * Rows are remembered by item: whatever else they draw (the current id) goes in `dependencies`.
 */
export function GridList<T extends object>({
  label,
  emptyState,
  rowHeight,
  className,
  ...rest
}: GridListProps<T>) {
  const list = (
    <AriaGridList
      disallowTypeAhead
      {...rest}
      aria-label={label}
      {...(emptyState === undefined ? {} : { renderEmptyState: () => emptyState })}
      className={classNames("ring-focus-inset overflow-y-auto scroll-py-1", className)}
    />
  );
  if (rowHeight === undefined) return list;
  return (
    <Virtualizer layout={ListLayout} layoutOptions={{ rowSize: rowHeight }}>
      {list}
    </Virtualizer>
  );
}

export interface GridRowProps<T extends object>
  extends Omit<GridListItemProps<T>, "className" | "style" | "textValue"> {
  /** The row in a sentence: "Marina Costa, WhatsApp, não lida, SLA estourado há 4 minutos". */
  readonly name: string;
  /** The one open beside the list, which is not the same as selected for a bulk action. */
  readonly isCurrent?: boolean;
  readonly className?: string | undefined;
}

/** A row as tall as the density says. */
export function GridRow<T extends object>({
  name,
  isCurrent = false,
  className,
  ...rest
}: GridRowProps<T>) {
  return (
    <AriaGridListItem<T>
      {...rest}
      textValue={name}
      data-current={isCurrent ? true : undefined}
      className={classNames(
        "group/row ring-focus-inset relative flex min-h-row cursor-default border-b border-line-subtle text-13 text-fg",
        "data-hovered:bg-hover data-selected:bg-accent-soft data-current:bg-accent-soft",
        "forced-colors:data-current:outline-2 forced-colors:data-selected:outline-2",
        className,
      )}
    />
  );
}
