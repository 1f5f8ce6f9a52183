import type { ProcedureContent } from "@circuito/protocol";
import { useCategories } from "../../categories/use-categories.ts";
import { levelName } from "../../i18n/labels.ts";
import { useT } from "../../i18n/translate.ts";
import { useQueues } from "../../workspace/queries.ts";

type Offered = Pick<ProcedureContent, "categoryIds" | "queueIds" | "levels">;

/** Tells where a procedure is offered, by the names that things have now. */
export function useOfferedText(): (content: Offered) => string {
  const t = useT();
  const categories = useCategories().data ?? [];
  const queues = useQueues().data ?? [];
  return ({ categoryIds, queueIds, levels }) =>
    [
      ...categoryIds.map((id) => categories.find((one) => one.id === id)?.name),
      ...queueIds.map((id) => queues.find((one) => one.id === id)?.name),
      ...levels.map(levelName),
    ]
      .filter(Boolean)
      .join(", ") || t("procedures.everywhere");
}
