import type { CategoryView } from "@circuito/protocol";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { triageApi } from "../api/triage.ts";

/** Also those that are archived, each with how often it was used. */
export function useAllCategories() {
  return useQuery({
    queryKey: ["categories", "all"],
    queryFn: async () => (await triageApi.listCategories({ all: "true", uses: "true" })).items,
  });
}

/** Shows an order at once that the server is still told of. */
export function useReorder() {
  const queries = useQueryClient();
  return async (all: readonly CategoryView[], ids: readonly string[]) => {
    const place = new Map(ids.map((id, at) => [id, at]));
    const at = ({ id }: CategoryView) => place.get(id) ?? ids.length;
    queries.setQueryData(
      ["categories", "all"],
      [...all].sort((a, b) => (a.parentId === b.parentId ? at(a) - at(b) : 0)),
    );
    try {
      await triageApi.orderCategories(ids);
    } finally {
      await queries.invalidateQueries({ queryKey: ["categories"] });
    }
  };
}

/** Ids in the order in which one of them was put elsewhere. */
export function moved(ids: readonly string[], id: string, to: number): readonly string[] {
  const others = ids.filter((one) => one !== id);
  return [...others.slice(0, to), id, ...others.slice(to)];
}
