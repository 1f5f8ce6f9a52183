import { ArrowDown, ArrowUp, GripVertical, Pin } from "lucide-react";
import type { ReactNode } from "react";
import {
  GridList as AriaGridList,
  Button,
  DropIndicator,
  GridListItem,
  type Key,
  useDragAndDrop,
} from "react-aria-components";
import { classNames } from "./class-names.ts";
import { IconButton } from "./icon-button.tsx";

export interface SortableItem {
  readonly id: string;
  /** The row in words: "Regra 2: boleto". */
  readonly name: string;
  /** Stays last: the rule for all the rest. */
  readonly isPinned?: boolean;
}

export interface SortableListProps<T extends SortableItem> {
  readonly label: string;
  readonly items: readonly T[];
  /** @param to index in the new order, counted without the moved one */
  readonly onMove: (id: string, to: number) => void;
  readonly onOpen?: ((id: string) => void) | undefined;
  /** The one open beside the list. */
  readonly currentId?: string | undefined;
  readonly texts: {
    /** "Mover Regra 2 com o teclado ou o ponteiro". */
    readonly drag: (name: string) => string;
    readonly up: (name: string) => string;
    readonly down: (name: string) => string;
    /** Names the list of those that stay last. */
    readonly pinned: string;
  };
  readonly children: (item: T, index: number) => ReactNode;
  readonly emptyState?: ReactNode;
  readonly className?: string | undefined;
}

/**
 * Rows in an order of one's own: by dragging, by the keyboard's way of dragging, or by two buttons.
 * Pinned rows stand below in a list of their own: nothing can be dropped behind them.
 */
export function SortableList<T extends SortableItem>(props: SortableListProps<T>) {
  const { label, items, onMove, onOpen, currentId, texts, children, emptyState, className } = props;
  const movable = items.filter((item) => !item.isPinned);
  const pinned = items.filter((item) => item.isPinned);
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ "text/plain": String(key) })),
    onReorder({ keys, target }) {
      const [id] = keys;
      if (id === undefined) return;
      const at = movable.filter((item) => item.id !== id).findIndex(({ id }) => id === target.key);
      onMove(String(id), target.dropPosition === "before" ? at : at + 1);
    },
    renderDropIndicator: (target) => (
      <DropIndicator
        target={target}
        className="h-0.5 bg-transparent data-drop-target:bg-accent forced-colors:data-drop-target:bg-[Highlight]"
      />
    ),
  });
  const shared = {
    dependencies: [items, currentId, children],
    disallowTypeAhead: true,
    ...(onOpen && { onAction: (key: Key) => onOpen(String(key)) }),
    className: "ring-focus-inset divide-y divide-line-subtle",
  };
  return (
    <div
      className={classNames(
        "divide-y divide-line overflow-hidden rounded-pane border border-line",
        className,
      )}
    >
      <AriaGridList
        {...shared}
        aria-label={label}
        items={movable}
        dragAndDropHooks={dragAndDropHooks}
        {...(emptyState !== undefined && { renderEmptyState: () => emptyState })}
      >
        {(item) => {
          const at = movable.indexOf(item);
          return (
            <SortableRow item={item} isCurrent={item.id === currentId}>
              <Button
                slot="drag"
                aria-label={texts.drag(item.name)}
                className="ring-focus flex size-7 flex-none cursor-grab items-center justify-center rounded-key text-fg-3 data-hovered:bg-muted pointer-coarse:size-11"
              >
                <GripVertical aria-hidden="true" />
              </Button>
              <div className="min-w-0 grow">{children(item, at)}</div>
              <span className="flex flex-none">
                <IconButton
                  size="small"
                  label={texts.up(item.name)}
                  icon={<ArrowUp />}
                  isDisabled={at === 0}
                  onPress={() => onMove(item.id, at - 1)}
                />
                <IconButton
                  size="small"
                  label={texts.down(item.name)}
                  icon={<ArrowDown />}
                  isDisabled={at === movable.length - 1}
                  onPress={() => onMove(item.id, at + 1)}
                />
              </span>
            </SortableRow>
          );
        }}
      </AriaGridList>
      {pinned.length > 0 && (
        <AriaGridList {...shared} aria-label={texts.pinned} items={pinned}>
          {(item) => (
            <SortableRow item={item} isCurrent={item.id === currentId}>
              <Pin aria-hidden="true" className="mx-1.5 flex-none text-fg-3" />
              <div className="min-w-0 grow">
                {children(item, movable.length + pinned.indexOf(item))}
              </div>
            </SortableRow>
          )}
        </AriaGridList>
      )}
    </div>
  );
}

interface SortableRowProps {
  readonly item: SortableItem;
  readonly isCurrent: boolean;
  readonly children: ReactNode;
}

function SortableRow({ item, isCurrent, children }: SortableRowProps) {
  return (
    <GridListItem
      id={item.id}
      textValue={item.name}
      data-current={isCurrent ? true : undefined}
      className="group/row ring-focus-inset flex min-h-11 cursor-default items-center gap-1 px-1.5 py-1 text-13 data-current:bg-accent-soft data-dragging:bg-muted data-hovered:bg-hover"
    >
      {children}
    </GridListItem>
  );
}
