import type { QueueView } from "@circuito/protocol";
import type { Option } from "@circuito/ui";
import { duration, span } from "../i18n/format.ts";
import { levelName, queueRole } from "../i18n/labels.ts";
import { t } from "../i18n/translate.ts";

/**
 * Queues as one chooses them: what they are, how many wait and for how long, whether anybody is there.
 * @param isClosed nobody answers there at this hour
 */
export function queueOptions(
  queues: readonly QueueView[],
  isClosed = false,
  now: number = Date.now(),
): readonly Option[] {
  return queues.map((queue) => ({
    id: queue.id,
    label: queue.name,
    description: [
      levelName(queue.level),
      queueRole(queue),
      t("queue.waiting", { count: queue.waiting }),
      ...(queue.oldestWaitingSince === null
        ? []
        : [t("queue.oldest", { span: span(now - Date.parse(queue.oldestWaitingSince)) })]),
      ...(queue.waitSeconds === null
        ? []
        : [t("queue.wait", { span: duration(queue.waitSeconds * 1_000) })]),
      t("queue.available", { count: queue.agentsAvailable }),
    ].join(" · "),
    ...(isClosed && { meta: t("queue.closed") }),
    keywords: queue.area === null ? [] : [queue.area],
  }));
}
