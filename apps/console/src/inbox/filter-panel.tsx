import { PRIORITY_NAMES, type PriorityName } from "@circuito/protocol/list-text";
import { Button, ComboBox, Select, Switch } from "@circuito/ui";
import { useEffect, useRef } from "react";
import { channelTitle, priorityName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { useInboxPlace } from "../workspace/navigation.ts";
import { useAgents, useInboxes, useLabels, useQueues } from "../workspace/queries.ts";
import type { InboxSearch } from "../workspace/routes.ts";
import { showLayer, toggleFilters } from "../workspace/ui-state.ts";
import { activeFilters, type FilterName, withoutFilters } from "./list-filter.ts";
import { WAITS, waitName } from "./wait-name.ts";

/** Stands for "do not ask": no channel, queue or label is called so. */
const ANY = "-";

/** What the list is narrowed by: every choice is the address at once, and the list follows. */
export function FilterPanel() {
  const t = useT();
  const { search, refine } = useInboxPlace();
  const queues = useQueues().data ?? [];
  const { agents } = useAgents();
  const labels = useLabels().data ?? [];
  const inboxes = useInboxes().data ?? [];
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.querySelector<HTMLElement>("button")?.focus(), []);

  const channels = [...new Set(inboxes.map(({ channel }) => channel))].sort();
  const set = (
    change: Partial<Record<FilterName | "queue", string | number | true | undefined>>,
  ) => {
    const next = { ...search, ...change };
    const kept = Object.entries(next).filter(([, value]) => value !== undefined && value !== ANY);
    const { view: _view, ...rest } = Object.fromEntries(kept) as InboxSearch;
    refine(rest);
  };
  const any = { id: ANY, label: t("filter.any") };

  return (
    <section
      ref={panel}
      aria-label={t("filter.title")}
      className="flex max-h-96 flex-none flex-col gap-3 overflow-y-auto border-line-subtle border-y bg-canvas p-3"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.stopPropagation();
        toggleFilters(false);
      }}
    >
      <div className="grid grid-cols-2 gap-x-2 gap-y-3">
        <Select
          label={t("filter.queue")}
          placeholder={t("filter.any")}
          options={[any, ...queues.map(({ id, name }) => ({ id, label: name }))]}
          value={search.queue ?? ANY}
          onChange={(queue) => set({ queue })}
        />
        <Select
          label={t("filter.owner")}
          placeholder={t("filter.any")}
          options={[
            any,
            { id: "me", label: t("filter.me") },
            { id: "none", label: t("row.unassigned") },
            ...agents.map(({ id, name }) => ({ id, label: name })),
          ]}
          value={search.owner ?? ANY}
          onChange={(owner) => set({ owner })}
        />
        <Select
          label={t("filter.channel")}
          placeholder={t("filter.any")}
          options={[any, ...channels.map((id) => ({ id, label: channelTitle(id) }))]}
          value={search.channel ?? ANY}
          onChange={(channel) => set({ channel })}
        />
        <Select
          label={t("filter.priority")}
          placeholder={t("filter.any")}
          options={[
            any,
            ...PRIORITY_NAMES.slice(1).map((id) => ({
              id,
              label: t("filter.orMore", { priority: priorityName(id) }),
            })),
          ]}
          value={search.priority ?? ANY}
          onChange={(priority) => set({ priority: priority as PriorityName })}
        />
        <ComboBox
          label={t("filter.label")}
          placeholder={t("filter.any")}
          emptyText={t("filter.noLabel")}
          options={labels.map((id) => ({ id, label: id }))}
          value={search.label ?? null}
          onChange={(label) => set({ label: label ?? undefined })}
        />
        <Select
          label={t("filter.wait")}
          placeholder={t("filter.any")}
          options={[
            any,
            ...WAITS.map((minutes) => ({ id: `${minutes}`, label: waitName(minutes) })),
          ]}
          value={search.wait === undefined ? ANY : `${search.wait}`}
          onChange={(minutes) => set({ wait: minutes === ANY ? undefined : Number(minutes) })}
        />
      </div>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        <Switch
          isSelected={search.unread === true}
          onChange={(on) => set({ unread: on ? true : undefined })}
        >
          {t("filter.unread")}
        </Switch>
        <Switch
          isSelected={search.following === true}
          onChange={(on) => set({ following: on ? true : undefined })}
        >
          {t("filter.following")}
        </Switch>
      </div>
      <div className="flex items-center gap-1">
        <Button size="small" variant="primary" onPress={() => showLayer({ kind: "save-view" })}>
          {t("view.save")}
        </Button>
        <Button
          size="small"
          variant="ghost"
          isDisabled={activeFilters(search).length === 0}
          onPress={() => refine(withoutFilters(search))}
        >
          {t("list.clearFilters")}
        </Button>
        <span className="grow" />
        <Button size="small" variant="ghost" onPress={() => toggleFilters(false)}>
          {t("action.close")}
        </Button>
      </div>
    </section>
  );
}
