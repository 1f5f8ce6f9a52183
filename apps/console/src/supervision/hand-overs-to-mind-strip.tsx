import { useQuery } from "@tanstack/react-query";
import { Scale } from "lucide-react";
import { api } from "../api/client.ts";
import { useT } from "../i18n/translate.ts";
import { NewsBanner } from "../shell/news-banner.tsx";
import { showLayer } from "../workspace/ui-state.ts";
import { useMe } from "../workspace/workspace-context.ts";

/** Events make it anew; a time that ran out makes one, too. This is only the belt. */
const STALE_MS = 60_000;

/** Hand-overs that want a supervisor; nobody else is asked. */
export function useHandOversToMind() {
  const { role } = useMe();
  return useQuery({
    queryKey: ["hand-overs"],
    queryFn: async () => (await api.listHandOversToMind()).items,
    enabled: role !== "agent",
    staleTime: STALE_MS,
  });
}

/** Above the panes of supervisors: how many hand-overs nobody took, or are passed to and fro. */
export function HandOversToMindStrip() {
  const t = useT();
  const count = useHandOversToMind().data?.length ?? 0;
  if (count === 0) return null;
  return (
    <NewsBanner
      icon={<Scale />}
      text={t("toMind.banner", { count })}
      action={t("toMind.show")}
      onAction={() => showLayer({ kind: "hand-overs-to-mind" })}
    />
  );
}
