import {
  Button,
  Chip,
  EmptyState,
  ErrorState,
  GridList,
  IconButton,
  PaneHeader,
  SearchField,
  SkeletonRows,
  Tabs,
} from "@circuito/ui";
import { ArrowDownUp, ArrowUp, Inbox, Menu as MenuIcon, SearchX } from "lucide-react";
import { useDeferredValue, useEffect, useState } from "react";
import type { Group } from "../api/client.ts";
import { useT } from "../i18n/translate.ts";
import { NavigationDrawer } from "../shell/navigation-drawer.tsx";
import { keyCaps } from "../shell/shortcuts.ts";
import { useIsStacked } from "../shell/use-media.ts";
import { errorText, technicalText } from "../verbs/problem-text.ts";
import { useInboxPlace } from "../workspace/navigation.ts";
import { PANE_IDS } from "../workspace/panes.ts";
import { usePreferences } from "../workspace/preferences.ts";
import { useQueue } from "../workspace/queries.ts";
import { showLayer } from "../workspace/ui-state.ts";
import { InboxRow } from "./inbox-row.tsx";
import { useShownList } from "./use-shown-list.ts";

const GROUPS = ["to-do", "waiting", "resolved"] as const satisfies Group[];

/** Heights of the kit's row by density, in rem: the virtual list must know them. */
const ROW_REM = { compact: 2.75, default: 4.5, comfortable: 6.25 } as const;
const TEXT_SCALE = { default: 1, large: 1.15, larger: 1.3 } as const;
const REM_PX = 16;

/** The list of the inbox with its groups, its search and everything it can be instead of rows. */
export function ListPane() {
  const t = useT();
  const { search, filter, refine, open } = useInboxPlace();
  const queue = useQueue(search.queue ?? null);
  const [isHeld, setHeld] = useState(false);
  const { list, rows, arrived, showArrived } = useShownList(filter, isHeld);
  const isStacked = useIsStacked();
  const title =
    queue?.name ??
    t(
      search.owner === "me" ? "nav.mine" : search.owner === "none" ? "nav.unassigned" : "nav.inbox",
    );

  return (
    <section
      id={PANE_IDS.list}
      tabIndex={-1}
      aria-label={t("list.label")}
      className="flex min-h-0 min-w-0 flex-col border-line-subtle border-r bg-surface outline-none"
    >
      <PaneHeader
        level={1}
        title={title}
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
          <Chip variant="plain" icon={<ArrowDownUp />}>
            {t(`list.order.${filter.group}`)}
          </Chip>
        }
        className="border-b-0"
      />
      <ListSearch />
      <Tabs
        label={t("list.groups")}
        tabs={GROUPS.map((id) => ({
          id,
          label: t(`group.${id}`),
          count: id === filter.group && rows.length > 0 ? rows.length : undefined,
        }))}
        value={filter.group}
        onChange={(group) => {
          const { group: _old, ...rest } = search;
          refine(group === "to-do" ? rest : { ...rest, group });
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
          {list.isSuccess && rows.length === 0 && <NothingHere />}
          {rows.length > 0 && (
            <Rows rows={rows} onEnd={() => list.hasNextPage && void list.fetchNextPage()} />
          )}
        </div>
      </Tabs>
      <NavigationDrawer />
    </section>
  );
}

function Rows({
  rows,
  onEnd,
}: {
  readonly rows: ReturnType<typeof useShownList>["rows"];
  readonly onEnd: () => void;
}) {
  const t = useT();
  const { open, conversationId } = useInboxPlace();
  const density = usePreferences((chosen) => chosen.density);
  const textSize = usePreferences((chosen) => chosen.textSize);
  return (
    <GridList
      label={t("list.conversations")}
      items={rows}
      rowHeight={ROW_REM[density] * TEXT_SCALE[textSize] * REM_PX}
      onAction={(id) => open(String(id))}
      onScroll={(event) => {
        const { scrollTop, clientHeight, scrollHeight } = event.currentTarget;
        // Two screens before the end, so that it is never met.
        if (scrollTop + 3 * clientHeight > scrollHeight) onEnd();
      }}
      dependencies={[conversationId]}
      className="min-h-0 grow"
    >
      {(conversation) => (
        <InboxRow conversation={conversation} isCurrent={conversation.id === conversationId} />
      )}
    </GridList>
  );
}

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

function NothingHere() {
  const t = useT();
  const { search, filter, refine, show } = useInboxPlace();
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
  if (filter.group !== "to-do") {
    return <EmptyState icon={<Inbox />} title={t(`list.empty.${filter.group}`)} />;
  }
  return (
    <EmptyState
      icon={<Inbox />}
      title={t("list.empty.to-do")}
      action={
        search.queue !== undefined || search.owner !== undefined ? (
          <Button onPress={() => show({})}>{t("list.seeAll")}</Button>
        ) : undefined
      }
    >
      {t("list.emptyText")}
    </EmptyState>
  );
}
