import type { InboxView, QueueView, RoutingNamesView, SlaPolicyView } from "@circuito/protocol";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { channelName } from "../../i18n/labels.ts";
import { useT } from "../../i18n/translate.ts";
import { useInboxes, useQueues } from "../../workspace/queries.ts";
import { routingApi } from "../routing-api.ts";
import type { RuleNames } from "./rule-sentence.ts";

/** What rules may point at. */
export interface RuleWorld {
  readonly queues: readonly QueueView[];
  readonly inboxes: readonly InboxView[];
  readonly policies: readonly SlaPolicyView[];
  readonly skills: readonly string[];
  readonly menus: readonly RoutingNamesView["menus"][number][];
  readonly defaultQueueId: string | undefined;
  readonly names: RuleNames;
}

const NONE: readonly never[] = [];
const NAMES_STALE_MS = 60_000;

/** What rules may point at, and what it is called. */
export function useRuleWorld(): RuleWorld {
  const t = useT();
  const queues = useQueues().data ?? NONE;
  const inboxes = useInboxes().data ?? NONE;
  const policies =
    useQuery({
      queryKey: ["sla-policies"],
      queryFn: async () => (await routingApi.listSlaPolicies()).items,
      staleTime: NAMES_STALE_MS,
    }).data ?? NONE;
  const known = useQuery({
    queryKey: ["routing-names"],
    queryFn: routingApi.getRoutingNames,
    staleTime: NAMES_STALE_MS,
  }).data;
  return useMemo(() => {
    const menus = known?.menus ?? NONE;
    const gone = (what: string | undefined) => what ?? t("routing.gone");
    const options = menus.flatMap((menu) => menu.options);
    const names: RuleNames = {
      queue: (id) => (id === "" ? "…" : gone(queues.find((queue) => queue.id === id)?.name)),
      inbox: (id) => gone(inboxes.find((inbox) => inbox.id === id)?.name),
      policy: (id) => (id === "" ? "…" : gone(policies.find((policy) => policy.id === id)?.name)),
      channel: channelName,
      menu: (path) => {
        const option = options.find((one) => one.path.join("/") === path.join("/"));
        return option?.labels ?? (path.length === 0 ? ["…"] : path);
      },
    };
    const { skills = NONE, defaultQueueId } = known ?? {};
    return { queues, inboxes, policies, skills, menus, defaultQueueId, names };
  }, [queues, inboxes, policies, known, t]);
}
