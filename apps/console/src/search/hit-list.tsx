import {
  Avatar,
  Button,
  ChannelGlyph,
  EmptyState,
  GridList,
  GridRow,
  SkeletonRows,
} from "@circuito/ui";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { channelGlyph } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { QueryFailed } from "../verbs/query-failed.tsx";

interface HitListProps<Page, Hit extends { readonly id: string }> {
  readonly query: UseInfiniteQueryResult<InfiniteData<Page>>;
  readonly itemsOf: (page: Page) => readonly Hit[];
  /** A hit in a sentence. */
  readonly nameOf: (hit: Hit) => string;
  readonly onOpen: (hit: Hit) => void;
  readonly children: (hit: Hit) => ReactNode;
}

/** What was found, page by page, in every state that a search can be in. */
export function HitList<Page, Hit extends { readonly id: string }>(props: HitListProps<Page, Hit>) {
  const { query, itemsOf, nameOf, onOpen, children } = props;
  const t = useT();
  // No more than a phone shows: what nobody can focus must not scroll.
  if (query.isPending) return <SkeletonRows rows={4} label={t("search.searching")} />;
  if (query.isError) {
    return <QueryFailed query={query} />;
  }
  const hits = query.data.pages.flatMap(itemsOf);
  if (hits.length === 0) {
    return (
      <EmptyState icon={<SearchX />} title={t("search.nothing")}>
        {t("search.nothingText")}
      </EmptyState>
    );
  }
  return (
    <>
      <GridList
        label={t("search.results")}
        items={hits}
        onAction={(key) => {
          const hit = hits.find(({ id }) => id === key);
          if (hit !== undefined) onOpen(hit);
        }}
      >
        {(hit) => (
          <GridRow id={hit.id} name={nameOf(hit)}>
            {children(hit)}
          </GridRow>
        )}
      </GridList>
      {query.hasNextPage && (
        <div className="flex justify-center p-3">
          <Button isDisabled={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
            {t("search.more")}
          </Button>
        </div>
      )}
    </>
  );
}

interface HitRowProps {
  readonly name: string;
  /** Of a conversation. */
  readonly channel?: string;
  readonly time?: string;
  readonly dateTime?: string;
  readonly facts: ReactNode;
  readonly children: ReactNode;
}

/** Who, when, what it says, and where it is. */
export function HitRow({ name, channel, time, dateTime, facts, children }: HitRowProps) {
  const glyph = channel === undefined ? undefined : channelGlyph(channel);
  return (
    <div className="flex w-full min-w-0 gap-3 px-4 py-2.5">
      <Avatar
        name={name}
        {...(glyph !== undefined && { badge: <ChannelGlyph channel={glyph} /> })}
      />
      <div className="min-w-0 grow">
        <div className="flex items-baseline gap-2">
          <p className="min-w-0 grow truncate font-medium">{name}</p>
          {time !== undefined && (
            <time dateTime={dateTime} className="flex-none text-12 tabular-nums text-fg-3">
              {time}
            </time>
          )}
        </div>
        <p className="line-clamp-2">{children}</p>
        <div className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-12 text-fg-3">
          {facts}
        </div>
      </div>
    </div>
  );
}
