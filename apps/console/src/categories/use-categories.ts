import type { CategoryView } from "@circuito/protocol";
import { useQuery } from "@tanstack/react-query";
import { triageApi } from "../api/triage.ts";

/** A notice renews them; this is only the belt. */
const STALE_MS = 5 * 60_000;

/** What problems may be registered as, in the admin's order. */
export function useCategories() {
  return useQuery({
    queryKey: ["categories"],
    queryFn: async () => (await triageApi.listCategories()).items,
    staleTime: STALE_MS,
  });
}

/** "Financeiro › 2ª via de boleto". */
export function categoryPath(
  category: Pick<CategoryView, "name" | "parentId">,
  all: readonly Pick<CategoryView, "id" | "name">[],
): string {
  const parent = all.find(({ id }) => id === category.parentId);
  return parent === undefined ? category.name : `${parent.name} › ${category.name}`;
}
