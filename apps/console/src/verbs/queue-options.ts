import type { QueueView } from "@circuito/protocol";
import type { Option } from "@circuito/ui";
import { levelName, queueRole } from "../i18n/labels.ts";
import { t } from "../i18n/translate.ts";

/** Queues as one chooses them: what they are, how many wait, whether anybody is there. */
export function queueOptions(queues: readonly QueueView[]): readonly Option[] {
  return queues.map((queue) => ({
    id: queue.id,
    label: queue.name,
    description: [
      levelName(queue.level),
      queueRole(queue),
      t("queue.waiting", { count: queue.waiting }),
      t("queue.available", { count: queue.agentsAvailable }),
    ].join(" · "),
    keywords: queue.area === null ? [] : [queue.area],
  }));
}
