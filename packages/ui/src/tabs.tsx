import { type ReactNode, useLayoutEffect, useRef } from "react";
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from "react-aria-components";
import { classNames } from "./class-names.ts";

export interface TabItem<Id extends string = string> {
  readonly id: Id;
  readonly label: string;
  readonly count?: number | undefined;
}

export interface TabsProps<Id extends string> {
  readonly label: string;
  readonly tabs: readonly TabItem<Id>[];
  readonly value: Id;
  readonly onChange: (value: Id) => void;
  readonly className?: string | undefined;
  /** What the selected tab shows. */
  readonly children: ReactNode;
}

/** Tabs over one panel: "A fazer 8 · Aguardando 3 · Resolvidas". */
export function Tabs<Id extends string>(props: TabsProps<Id>) {
  const { label, tabs, value, onChange, className, children } = props;
  const panel = useRef<HTMLDivElement>(null);
  // One panel for all of them: the primitives leave it the name that it had with the first.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab is another name
  useLayoutEffect(() => {
    const tab = panel.current?.parentElement?.querySelector("[role=tab][aria-selected=true]");
    const id = tab?.getAttribute("aria-controls");
    if (tab == null || id == null) return;
    panel.current?.setAttribute("id", id);
    panel.current?.setAttribute("aria-labelledby", tab.id);
  }, [value]);
  return (
    <AriaTabs
      selectedKey={value}
      onSelectionChange={(key) => {
        const chosen = tabs.find((tab) => tab.id === key);
        if (chosen) onChange(chosen.id);
      }}
      className={classNames("flex min-h-0 flex-col", className)}
    >
      <TabList
        aria-label={label}
        className="flex flex-none gap-1 overflow-x-auto px-3 inset-shadow-[0_-1px_0_var(--line-subtle)]"
      >
        {tabs.map((tab) => (
          <Tab
            key={tab.id}
            id={tab.id}
            className="ring-focus-inset fade-colors flex h-9 cursor-default select-none items-center gap-1.5 rounded-t-row border-b-2 border-transparent px-2 text-13 font-medium whitespace-nowrap text-fg-2 data-hovered:text-fg data-selected:border-accent data-selected:text-fg pointer-coarse:h-11 forced-colors:data-selected:border-[Highlight]"
          >
            {tab.label}
            {tab.count !== undefined && (
              <span className="text-12 font-regular tabular-nums text-fg-3">{tab.count}</span>
            )}
          </Tab>
        ))}
      </TabList>
      <TabPanel ref={panel} id={value} className="ring-focus-inset flex min-h-0 grow flex-col">
        {children}
      </TabPanel>
    </AriaTabs>
  );
}
