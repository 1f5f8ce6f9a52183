import type { AuditEntryView } from "@circuito/protocol";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type AuditSearch, auditQuery } from "./audit-search.ts";
import { installationApi } from "./installation-api.ts";

/** An entry as tables want it. */
export type AuditRow = AuditEntryView & { readonly id: string };

export type Audit = ReturnType<typeof useAudit>;

/** The entries that a search finds, as far as was asked for, and the one that is open. */
export function useAudit({ entry: openSeq, ...search }: AuditSearch) {
  const entries = useInfiniteQuery({
    queryKey: ["audit", search],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam, signal }) =>
      installationApi.listAudit(auditQuery(search, Date.now()), pageParam, signal),
    getNextPageParam: ({ items, hasMore }) => (hasMore ? items.at(-1)?.seq : undefined),
  });
  const rows = useMemo(
    () =>
      (entries.data?.pages ?? [])
        .flatMap(({ items }) => items)
        .map((entry): AuditRow => ({ ...entry, id: String(entry.seq) })),
    [entries.data],
  );
  const listed = rows.find(({ seq }) => seq === openSeq);
  // A link to an entry opens it, whatever the list beside it is narrowed to.
  const elsewhere = useQuery({
    queryKey: ["audit-entry", openSeq],
    queryFn: ({ signal }) => installationApi.findAuditEntry(openSeq ?? 0, signal),
    enabled: openSeq !== undefined && listed === undefined && !entries.isPending,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const opened = openSeq === undefined ? undefined : (listed ?? elsewhere.data ?? undefined);
  return {
    entries,
    rows,
    opened,
    isOpenedGone: openSeq !== undefined && opened === undefined && elsewhere.data === null,
    keptSince: entries.data?.pages[0]?.keptSince ?? undefined,
    /** People who can no longer get in are named by what they did. */
    nameOfActor: (id: string) => rows.find(({ actor }) => actor.id === id)?.actor.name,
  };
}
