import {
  Button,
  EmptyState,
  ErrorState,
  GridList,
  IconButton,
  IconToggle,
  Menu,
  PaneHeader,
  SearchField,
  type Selection,
  SkeletonRows,
  Tabs,
} from "@circuito/ui";
import {
  ArrowDownUp,
  ArrowUp,
  Inbox,
  ListFilter,
  Menu as MenuIcon,
  SearchX,
  SkipForward,
} from "lucide-react";
import { memo, Suspense, useCallback, useDeferredValue, useEffect, useRef, useState } from "react";
import { learn, useT } from "../i18n/translate.ts";
import { SetupOffer } from "../setup/setup-offer.tsx";
import { part } from "../shell/part.ts";
import { keyCaps } from "../shell/shortcuts.ts";
import { useIsStacked } from "../shell/use-media.ts";
import { errorText, technicalText } from "../verbs/problem-text.ts";
import { useInboxPlace, useInboxWays } from "../workspace/navigation.ts";
import { PANE_IDS } from "../workspace/panes.ts";
import { usePreferences } from "../workspace/preferences.ts";
import { useListCounts, useQueue, useQueues, useShedList, useViews } from "../workspace/queries.ts";
import { showLayer, toggleFilters, useUi } from "../workspace/ui-state.ts";
import { useMe } from "../workspace/workspace-context.ts";
import { InboxRow } from "./inbox-row.tsx";
import { activeFilters, groupsOf, orderOf, withoutFilters } from "./list-filter.ts";
import { LIST_MENU_IDS } from "./list-menu-ids.ts";
import { longestWaiting } from "./longest-waiting.ts";
import { select, useSelected } from "./selection.ts";
import { useShownList } from "./use-shown-list.ts";
import { useTakeNext } from "./use-take-next.ts";

/** What only a list that is narrowed or acted on needs, with the words for it. */
const listParts = async () => (await Promise.all([import("./list-parts.ts"), learn("lists")]))[0];
const FilterPanel = part(async () => ({ default: (await listParts()).FilterPanel }));
const FilterChips = part(async () => ({ default: (await listParts()).FilterChips }));
const NavigationDrawer = part(async () => ({
  default: (await import("../shell/navigation-drawer.tsx")).NavigationDrawer,
}));
const BulkBar = part(async () => ({ default: (await listParts()).BulkBar }));

/** Heights of the kit's row by density, in rem: the virtual list must know them. */
const ROW_REM = { compact: 2.75, default: 4.5, comfortable: 6.25 } as const;
const TEXT_SCALE = { default: 1, large: 1.15, larger: 1.3 } as const;
const REM_PX = 16;

/** The list of the inbox with its groups, its search and everything it can be instead of rows. */
export function ListPane() {
  const t = useT();
  const { search, filter, refine, open } = useInboxPlace();
  const [isHeld, setHeld] = useState(false);
  const { list, rows, arrived, showArrived } = useShownList(filter, isHeld);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const shed = useShedList(filter);
  // Whoever comes back to a list begins at its top.
  useEffect(() => shed, [shed]);
  const counts = useListCounts(filter);
  const isStacked = useIsStacked();
  const isFiltering = useUi((ui) => ui.isFiltering);
  const hasFilters = activeFilters(search).length > 0 || search.view !== undefined;
  const hasSelected = useSelected((ids) => ids.size > 0);

  return (
    <section
      id={PANE_IDS.list}
      tabIndex={-1}
      aria-label={t("list.label")}
      className="flex min-h-0 min-w-0 flex-col border-line-subtle border-r bg-surface outline-none"
    >
      <ListHeader />
      <ListSearch />
      <Suspense>
        {isFiltering && <FilterPanel />}
        {!isFiltering && hasFilters && <FilterChips />}
      </Suspense>
      <Tabs
        label={t("list.groups")}
        tabs={groupsOf(search).map((id) => ({
          id,
          label: t(`group.${id}`),
          count: id === "resolved" ? undefined : counts?.groups[id] || undefined,
        }))}
        value={filter.group}
        onChange={(group) => {
          const { group: _old, ...rest } = search;
          refine(group === groupsOf(search)[0] ? rest : { ...rest, group });
        }}
        className="grow"
      >
        <div
          className="relative flex min-h-0 grow flex-col"
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          // Before the list itself takes Enter for opening.
          onKeyDownCapture={(event) => {
            if (event.key !== "Enter" || !event.shiftKey) return;
            const row = (event.target as HTMLElement).closest<HTMLElement>("[role=row]");
            const id = row?.dataset.key;
            if (id === undefined) return;
            event.preventDefault();
            event.stopPropagation();
            open(id, { peek: true });
          }}
        >
          {arrived > 0 && (
            <div className="absolute inset-x-0 top-2 z-10 flex justify-center">
              <Button variant="primary" size="small" icon={<ArrowUp />} onPress={showArrived}>
                {t("list.arrived", { count: arrived })}
              </Button>
            </div>
          )}
          {list.isPending && <SkeletonRows rows={8} label={t("list.loading")} />}
          {list.isError && rows.length === 0 && (
            <ErrorState
              title={errorText(list.error)}
              retryLabel={t("action.retry")}
              onRetry={() => void list.refetch()}
              isRetrying={list.isFetching}
              technical={{ label: t("problem.technical"), text: technicalText(list.error) }}
            />
          )}
          {list.isSuccess && rows.length === 0 && <NothingHere waiting={counts?.groups.waiting} />}
          {rows.length > 0 && (
            <Rows rows={rows} onEnd={more} isStuck={list.isFetchNextPageError} onTop={shed} />
          )}
          {list.isFetchNextPageError && (
            <div
              role="status"
              className="flex items-center justify-between gap-3 border-line-subtle border-t px-3 py-2 text-12 text-fg-muted"
            >
              {errorText(list.error)}
              <Button size="small" onPress={() => void fetchNextPage()}>
                {t("action.retry")}
              </Button>
            </div>
          )}
        </div>
      </Tabs>
      {hasSelected && (
        <Suspense>
          <BulkBar rows={rows} />
        </Suspense>
      )}
      {isStacked && (
        <Suspense>
          <NavigationDrawer />
        </Suspense>
      )}
    </section>
  );
}

/** Where one is, what comes first, what is left out; of a queue, the next one. */
function ListHeader() {
  const t = useT();
  const { search, filter, refine } = useInboxPlace();
  const isStacked = useIsStacked();
  const isFiltering = useUi((ui) => ui.isFiltering);
  const takeNext = useTakeNext();
  const order = orderOf(search);
  return (
    <PaneHeader
      level={1}
      title={useListTitle()}
      start={
        isStacked && (
          <IconButton
            label={t("nav.label")}
            icon={<MenuIcon />}
            onPress={() => showLayer({ kind: "navigation" })}
          />
        )
      }
      actions={
        <>
          {search.queue !== undefined && (
            <IconButton
              label={t("verb.takeNext")}
              icon={<SkipForward />}
              onPress={() => void takeNext(search.queue)}
            />
          )}
          <IconToggle
            label={t("shortcut.filter")}
            icon={<ListFilter />}
            keys={keyCaps("filter")}
            isSelected={isFiltering || activeFilters(search).length > 0}
            onChange={toggleFilters}
          />
          <Menu
            label={t("shortcut.order")}
            placement="bottom end"
            entries={(["next-breach", "longest-wait", "newest", "priority"] as const).map((id) => ({
              kind: "item",
              id,
              label: t(`order.${id}`),
            }))}
            selected={filter.group === "resolved" && search.order === undefined ? "newest" : order}
            onAction={(id) => {
              const { order: _old, ...rest } = search;
              const usual = orderOf(rest);
              refine(id === usual ? rest : { ...rest, order: id as typeof order });
            }}
            trigger={
              <Button
                id={LIST_MENU_IDS.order}
                size="small"
                variant="ghost"
                icon={<ArrowDownUp />}
                aria-label={t("list.ordered", { order: t(`order.short.${order}`) })}
              >
                {t(`order.short.${order}`)}
              </Button>
            }
          />
        </>
      }
      className="border-b-0"
    />
  );
}

function useListTitle(): string {
  const t = useT();
  const { search } = useInboxPlace();
  const queue = useQueue(search.queue ?? null);
  const views = useViews().data;
  const view = views?.find(({ id }) => id === search.view);
  if (view !== undefined) return view.name;
  if (queue !== undefined) return queue.name;
  if (search.following === true) return t("nav.following");
  if (search.snoozed === true) return t("nav.snoozed");
  if (search.owner === "me") return t("nav.mine");
  return t(search.owner === "none" ? "nav.unassigned" : "nav.inbox");
}

/** Drawn again when the rows change, not when another of them is opened. */
const Rows = memo(function Rows({
  rows,
  onEnd,
  isStuck,
  onTop,
}: {
  readonly rows: ReturnType<typeof useShownList>["rows"];
  /** Asks for what comes after them, if anything does and it is not under way. */
  readonly onEnd: () => void;
  /** What comes after them was asked for and did not come: somebody has to ask again. */
  readonly isStuck: boolean;
  readonly onTop: () => void;
}) {
  const t = useT();
  const { open } = useInboxWays();
  const density = usePreferences((chosen) => chosen.density);
  const textSize = usePreferences((chosen) => chosen.textSize);
  const selected = useSelected((ids) => ids);
  const box = useRef<HTMLElement | null>(null);
  // Whoever is at the end scrolls no further and says nothing: a page that was given up on the way, for the
  // list was fetched anew, is asked for without a word of theirs. `onEnd` is another one then.
  useEffect(() => {
    if (isStuck) return;
    const timer = setTimeout(() => {
      if (box.current !== null && isNearEnd(box.current)) onEnd();
    }, DRAWN_MS);
    return () => clearTimeout(timer);
  }, [onEnd, isStuck]);
  return (
    <GridList
      label={t("list.conversations")}
      items={rows}
      rowHeight={ROW_REM[density] * TEXT_SCALE[textSize] * REM_PX}
      selectionMode="multiple"
      selectedKeys={selected}
      onSelectionChange={(keys: Selection) =>
        select(keys === "all" ? rows.map(({ id }) => id) : [...keys].map(String))
      }
      onAction={(id) => open(String(id))}
      onScroll={({ currentTarget }) => {
        box.current = currentTarget;
        if (currentTarget.scrollTop < currentTarget.clientHeight) onTop();
        if (isNearEnd(currentTarget)) onEnd();
      }}
      className="min-h-0 grow"
    >
      {(conversation) => <InboxRow conversation={conversation} />}
    </GridList>
  );
});

/** A page is about five screens of rows: the next one is asked for while most of it is still ahead. */
const SCREENS_AHEAD = 5;
/** By then rows that came are drawn, and the list is as long as it is. */
const DRAWN_MS = 100;

/** Many screens before the end, so that it is never met however fast one scrolls. */
const isNearEnd = ({ scrollTop, clientHeight, scrollHeight }: HTMLElement): boolean =>
  scrollTop + SCREENS_AHEAD * clientHeight > scrollHeight;

function ListSearch() {
  const t = useT();
  const { search, refine } = useInboxPlace();
  const [words, setWords] = useState(search.q ?? "");
  const asked = useDeferredValue(words.trim());
  useEffect(() => {
    if (asked === (search.q ?? "")) return;
    const timer = setTimeout(() => {
      const { q: _old, ...rest } = search;
      refine(asked === "" ? rest : { ...rest, q: asked });
    }, SEARCH_DELAY_MS);
    return () => clearTimeout(timer);
  }, [asked, search, refine]);
  return (
    <div className="px-3 pb-1">
      <SearchField
        label={t("list.search")}
        placeholder={t("list.search")}
        clearLabel={t("action.clear")}
        keys={keyCaps("search")}
        value={words}
        onChange={setWords}
      />
    </div>
  );
}

/** Between two keys of somebody who types; the server is asked once they pause. */
const SEARCH_DELAY_MS = 250;

function NothingHere({ waiting = 0 }: { readonly waiting: number | undefined }) {
  const t = useT();
  const { search, filter, refine, show } = useInboxPlace();
  const takeNext = useTakeNext();
  const next = longestWaiting(useQueues().data ?? [], useMe());
  const isStacked = useIsStacked();
  if (search.q !== undefined) {
    const { q: _words, ...rest } = search;
    return (
      <EmptyState
        icon={<SearchX />}
        title={t("list.nothingFound", { words: search.q })}
        action={<Button onPress={() => refine(rest)}>{t("list.clearSearch")}</Button>}
      />
    );
  }
  if (activeFilters(search).length > 0) {
    return (
      <EmptyState
        icon={<SearchX />}
        title={t("list.nothingWithFilters")}
        action={
          <Button onPress={() => refine(withoutFilters(search))}>{t("list.clearFilters")}</Button>
        }
      />
    );
  }
  if (filter.group !== "to-do") {
    return <EmptyState icon={<Inbox />} title={t(`list.empty.${filter.group}`)} />;
  }
  const nothing = (
    <EmptyState
      icon={<Inbox />}
      title={t("list.empty.to-do")}
      action={
        next !== undefined && search.owner !== "none" ? (
          <Button icon={<SkipForward />} onPress={() => void takeNext(next.id)}>
            {t("list.takeNextOf", { queue: next.name, count: next.waiting })}
          </Button>
        ) : search.owner === "me" ? undefined : search.owner === undefined ? undefined : (
          <Button onPress={() => show({})}>{t("list.seeAll")}</Button>
        )
      }
    >
      {waiting > 0 ? t("list.othersWait", { count: waiting }) : t("list.emptyText")}
    </EmptyState>
  );
  // Beside the list there is room for them where the conversation is.
  return isStacked ? <SetupOffer>{nothing}</SetupOffer> : nothing;
}
