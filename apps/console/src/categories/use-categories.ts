import type { CategoryView } from "@circuito/protocol";
import { queryOptions, useQuery } from "@tanstack/react-query";
// Not by the other routes of triage: the first paint has no use for them.
import { request } from "../api/request.ts";

/** A notice renews them; this is only the belt. */
const STALE_MS = 5 * 60_000;

export const CATEGORIES = queryOptions({
  queryKey: ["categories"],
  queryFn: async () => (await request<{ items: CategoryView[] }>("GET", "/categories")).items,
  staleTime: STALE_MS,
});

/** What problems may be registered as, in the admin's order; `isWanted`: whether anybody needs to know. */
export function useCategories(isWanted = true) {
  return useQuery({ ...CATEGORIES, enabled: isWanted });
}

/** "Financeiro › 2ª via de boleto". */
export function categoryPath(
  category: Pick<CategoryView, "name" | "parentId">,
  all: readonly Pick<CategoryView, "id" | "name">[],
): string {
  const parent = all.find(({ id }) => id === category.parentId);
  return parent === undefined ? category.name : `${parent.name} › ${category.name}`;
}
