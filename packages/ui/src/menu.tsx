import { Check } from "lucide-react";
import type { ReactNode } from "react";
import type { PopoverProps } from "react-aria-components";
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  Header,
  MenuSection,
  MenuTrigger,
  Popover,
  Separator,
  Text,
} from "react-aria-components";
import { classNames } from "./class-names.ts";
import { Kbd } from "./kbd.tsx";

/** One line of a menu. */
export interface MenuItem {
  readonly kind: "item";
  readonly id: string;
  readonly label: string;
  readonly description?: string | undefined;
  readonly icon?: ReactNode;
  readonly keys?: readonly string[] | undefined;
  readonly isDanger?: boolean | undefined;
  readonly isDisabled?: boolean | undefined;
  /** Makes it a link; the router of `UiProvider` follows it. */
  readonly href?: string | undefined;
}

export type MenuEntry =
  | MenuItem
  | { readonly kind: "separator"; readonly id: string }
  | {
      readonly kind: "section";
      readonly id: string;
      readonly label: string;
      readonly items: readonly MenuItem[];
    };

export interface MenuProps {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  readonly onAction: (id: string) => void;
  /** With it the menu is a choice of one, ticked; without it, a list of verbs. */
  readonly selected?: string | undefined;
  readonly placement?: NonNullable<PopoverProps["placement"]>;
  /** The button that opens it: `Button` or `IconButton`. */
  readonly trigger: ReactNode;
}

/** A button and the menu it opens: arrows, type-ahead, Esc, focus back on the button. */
export function Menu(props: MenuProps) {
  const { label, entries, onAction, selected, placement = "bottom start", trigger } = props;
  const choice =
    selected === undefined
      ? {}
      : ({
          selectionMode: "single",
          selectedKeys: [selected],
          disallowEmptySelection: true,
        } as const);
  return (
    <MenuTrigger>
      {trigger}
      <Popover placement={placement} offset={4} className="floating min-w-52 max-w-80">
        <AriaMenu
          {...choice}
          aria-label={label}
          onAction={(key) => onAction(String(key))}
          className="max-h-96 overflow-y-auto p-1 outline-none"
        >
          {entries.map((entry) => renderEntry(entry))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

function renderEntry(entry: MenuEntry) {
  switch (entry.kind) {
    case "item":
      return <MenuRow key={entry.id} item={entry} />;
    case "separator":
      return <Separator key={entry.id} id={entry.id} className="mx-1 my-1 h-px bg-line-subtle" />;
    case "section":
      return (
        <MenuSection key={entry.id} id={entry.id}>
          <Header className="px-2 pt-2 pb-1 text-11 text-fg-3">{entry.label}</Header>
          {entry.items.map((item) => (
            <MenuRow key={item.id} item={item} />
          ))}
        </MenuSection>
      );
  }
}

function MenuRow({ item }: { readonly item: MenuItem }) {
  return (
    <AriaMenuItem
      id={item.id}
      textValue={item.label}
      isDisabled={item.isDisabled ?? false}
      {...(item.href === undefined ? {} : { href: item.href })}
      className={classNames(
        "group flex min-h-7 cursor-default select-none items-center gap-2 rounded-row px-2 py-1 text-13 outline-none data-disabled:text-fg-3 pointer-coarse:min-h-11",
        item.isDanger
          ? "text-danger-text data-focused:bg-danger-soft"
          : "text-fg data-focused:bg-muted",
        "forced-colors:data-focused:bg-[Highlight] forced-colors:data-focused:text-[HighlightText]",
      )}
    >
      {({ selectionMode, isSelected }) => (
        <>
          {item.icon && (
            <span className={classNames("flex", !item.isDanger && "text-fg-3")}>{item.icon}</span>
          )}
          <Text slot="label" className="flex min-w-0 grow items-center gap-2">
            <span className="flex min-w-0 grow flex-col">
              <span className="truncate">{item.label}</span>
              {item.description !== undefined && (
                <span className="text-12 text-fg-2">{item.description}</span>
              )}
            </span>
            {item.keys && <Kbd keys={item.keys} />}
          </Text>
          {selectionMode === "single" && (
            <Check aria-hidden="true" className={isSelected ? "text-accent-text" : "invisible"} />
          )}
        </>
      )}
    </AriaMenuItem>
  );
}
