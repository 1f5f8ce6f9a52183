import type { ReportScheduleView } from "@circuito/protocol";
import { categoryPath, useCategories } from "../categories/use-categories.ts";
import { channelName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { useAgents, useQueues } from "../workspace/queries.ts";

type Filter = ReportScheduleView["report"]["filter"];

/** What a report is narrowed down to, in words: "WhatsApp · Nível 1"; nothing, where it is not. */
export function useNarrowedText(): (filter: Filter) => string {
  const t = useT();
  const queues = useQueues().data;
  const { agents, isSuccess: hasAgents } = useAgents();
  const categories = useCategories().data;
  const nameIn = (all: readonly { readonly id: string; readonly name: string }[], id: string) =>
    all.find((one) => one.id === id)?.name ?? t("report.gone");
  return ({ channel, queueId, agentId, categoryId }) => {
    const category = categories?.find(({ id }) => id === categoryId);
    return [
      channel !== null && channelName(channel),
      queueId !== null && queues !== undefined && nameIn(queues, queueId),
      agentId !== null && hasAgents && nameIn(agents, agentId),
      categoryId !== null &&
        categories !== undefined &&
        (category ? categoryPath(category, categories) : t("report.gone")),
    ]
      .filter((part) => part !== false)
      .join(" · ");
  };
}
