import type { ReactNode } from "react";
import {
  Table as AriaTable,
  Cell,
  Column,
  Row,
  TableBody,
  TableHeader,
} from "react-aria-components";
import { classNames } from "./class-names.ts";

export interface TableColumn<T> {
  readonly id: string;
  readonly label: string;
  /** What a row says here; text or small parts. */
  readonly cell: (row: T) => ReactNode;
  /** Names the row to who hears it; at least one column does. */
  readonly isRowHeader?: boolean;
  /** Numbers stand under each other. */
  readonly align?: "start" | "end";
  /** Keeps the label for assistive technology only: a column of buttons. */
  readonly isLabelHidden?: boolean;
  /** Takes the room that the others leave, and cuts its text there: no table is wider for a long name. */
  readonly isFlexible?: boolean;
  /** Left out where the table has less than 640 px. */
  readonly isSecondary?: boolean;
}

export interface TableProps<T extends { readonly id: string }> {
  readonly label: string;
  readonly columns: readonly TableColumn<T>[];
  readonly rows: readonly T[];
  /** The row in words, for the announcement when it is selected or opened. */
  readonly nameOf: (row: T) => string;
  /** Enter or a click opens a row. */
  readonly onOpen?: ((id: string) => void) | undefined;
  /** Shown instead of rows. */
  readonly emptyState?: ReactNode;
  readonly className?: string | undefined;
}

/**
 * Rows of facts under heads (role `grid`): arrows move, Enter opens. Scrolls sideways by itself where
 * it is too narrow for what must be told.
 */
export function Table<T extends { readonly id: string }>(props: TableProps<T>) {
  const { label, columns, rows, nameOf, onOpen, emptyState, className } = props;
  const isEmpty = rows.length === 0 && emptyState !== undefined;
  return (
    <div
      className={classNames(
        "@container min-w-0 overflow-x-auto rounded-pane border border-line bg-surface",
        className,
      )}
    >
      <AriaTable
        aria-label={label}
        {...(onOpen && { onRowAction: (key) => onOpen(String(key)) })}
        className="w-full border-collapse text-13"
      >
        {/* Heads of nothing say nothing, and would make a phone scroll sideways; who hears it has them. */}
        <TableHeader className={isEmpty ? "sr-only" : ""}>
          {columns.map((column) => (
            <Column
              key={column.id}
              id={column.id}
              isRowHeader={column.isRowHeader ?? false}
              className={classNames(
                "ring-focus-inset h-8 border-b border-line bg-sunken px-3 text-12 font-medium whitespace-nowrap text-fg-2 first:rounded-tl-pane last:rounded-tr-pane",
                column.align === "end" ? "text-right" : "text-left",
                column.isSecondary && SECONDARY,
              )}
            >
              <span className={column.isLabelHidden ? "sr-only" : undefined}>{column.label}</span>
            </Column>
          ))}
        </TableHeader>
        <TableBody
          items={rows}
          dependencies={[columns]}
          {...(emptyState !== undefined && { renderEmptyState: () => emptyState })}
        >
          {(row) => (
            <Row
              id={row.id}
              textValue={nameOf(row)}
              className={classNames(
                "ring-focus-inset group/row border-b border-line-subtle text-fg last:border-b-0",
                onOpen ? "cursor-default data-hovered:bg-hover" : undefined,
              )}
            >
              {columns.map((column) => (
                <Cell
                  key={column.id}
                  className={classNames(
                    "ring-focus-inset h-11 px-3 py-1.5 align-middle",
                    column.align === "end" && "text-right tabular-nums",
                    // A cell cuts nothing by itself: it grows, unless it may be as narrow as nothing.
                    column.isFlexible && "w-full max-w-0",
                    column.isSecondary && SECONDARY,
                  )}
                >
                  {column.cell(row)}
                </Cell>
              ))}
            </Row>
          )}
        </TableBody>
      </AriaTable>
    </div>
  );
}

const SECONDARY = "hidden @min-[640px]:table-cell";
