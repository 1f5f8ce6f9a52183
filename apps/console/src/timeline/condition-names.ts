import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { channelName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { routingApi } from "../routing/routing-api.ts";
import type { ConditionNames } from "../routing/rule/rule-sentence.ts";
import { useInboxes, useQueues } from "../workspace/queries.ts";
import { useMe } from "../workspace/workspace-context.ts";

const NAMES_STALE_MS = 60_000;

/** What is called how in what a rule asked; labels of menus only where one may read the rules. */
export function useConditionNames(): ConditionNames {
  const t = useT();
  const me = useMe();
  const queues = useQueues().data;
  const inboxes = useInboxes().data;
  const menus = useQuery({
    queryKey: ["routing-names"],
    queryFn: routingApi.getRoutingNames,
    staleTime: NAMES_STALE_MS,
    enabled: me.role !== "agent",
  }).data?.menus;
  return useMemo(() => {
    const gone = (name: string | undefined) => name ?? t("routing.gone");
    const options = menus?.flatMap((menu) => menu.options) ?? [];
    return {
      queue: (id) => gone(queues?.find((queue) => queue.id === id)?.name),
      inbox: (id) => gone(inboxes?.find((inbox) => inbox.id === id)?.name),
      channel: channelName,
      menu: (path) => options.find((one) => one.path.join("/") === path.join("/"))?.labels ?? path,
    };
  }, [queues, inboxes, menus, t]);
}
