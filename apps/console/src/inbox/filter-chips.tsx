import { Button, IconButton } from "@circuito/ui";
import { BookmarkPlus, X } from "lucide-react";
import { channelTitle, priorityName } from "../i18n/labels.ts";
import { type Translate, useT } from "../i18n/translate.ts";
import { useInboxPlace } from "../workspace/navigation.ts";
import { useAgents } from "../workspace/queries.ts";
import type { InboxSearch } from "../workspace/routes.ts";
import { showLayer } from "../workspace/ui-state.ts";
import { activeFilters, type FilterName, withoutFilters } from "./list-filter.ts";
import { waitName } from "./wait-name.ts";

/** What narrows the list, in a line below the search: each can be taken away by itself. */
export function FilterChips() {
  const t = useT();
  const { search, refine } = useInboxPlace();
  const { agents } = useAgents();
  const active = activeFilters(search);
  if (active.length === 0) return null;
  const nameOfAgent = (id: string) => agents.find((agent) => agent.id === id)?.name ?? id;
  return (
    <ul
      aria-label={t("filter.title")}
      className="flex flex-none flex-wrap items-center gap-1 px-3 pb-1"
    >
      {active.map((name) => {
        const label = filterName(name, search, t, nameOfAgent);
        return (
          <li
            key={name}
            className="flex h-6 max-w-full items-center rounded-chip bg-muted pl-2 text-12"
          >
            <span className="truncate">{label}</span>
            <IconButton
              size="tiny"
              label={t("filter.remove", { filter: label })}
              icon={<X />}
              onPress={() => {
                const { [name]: _gone, view: _view, ...rest } = search;
                refine(rest);
              }}
            />
          </li>
        );
      })}
      <li>
        <Button size="small" variant="ghost" onPress={() => refine(withoutFilters(search))}>
          {t("list.clearFilters")}
        </Button>
      </li>
      {search.view === undefined && (
        <li>
          <IconButton
            size="small"
            label={t("view.save")}
            icon={<BookmarkPlus />}
            onPress={() => showLayer({ kind: "save-view" })}
          />
        </li>
      )}
    </ul>
  );
}

function filterName(
  name: FilterName,
  search: InboxSearch,
  t: Translate,
  nameOfAgent: (id: string) => string,
): string {
  const { owner = "", channel = "", label = "", segment = "", priority = "low", wait = 0 } = search;
  switch (name) {
    case "owner":
      return owner === "me"
        ? t("filter.me")
        : owner === "none"
          ? t("row.unassigned")
          : nameOfAgent(owner);
    case "channel":
      return channelTitle(channel);
    case "label":
      return label;
    case "segment":
      return t("filter.segment", { segment });
    case "priority":
      return t("filter.orMore", { priority: priorityName(priority) });
    case "wait":
      return waitName(wait);
    case "unread":
      return t("filter.unread");
    case "following":
      return t("filter.following");
  }
}
