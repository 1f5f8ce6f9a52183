import { useQuery } from "@tanstack/react-query";
import { Moon, Undo2 } from "lucide-react";
import { api } from "../api/client.ts";
import { useT } from "../i18n/translate.ts";
import { NewsBanner } from "../shell/news-banner.tsx";
import { showLayer } from "../workspace/ui-state.ts";
import { useMe } from "../workspace/workspace-context.ts";
import { OfflineStrip } from "./offline-strip.tsx";
import { useActivity } from "./use-activity.ts";

/** What was taken back; events make it anew. */
export function useTakenBack() {
  return useQuery({
    queryKey: ["taken-back"],
    queryFn: async () => (await api.listTakenBack()).items,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Above the panes: one is offline, the shift is over, or conversations went back while one was gone. */
export function PresenceStrip() {
  useActivity();
  const t = useT();
  const me = useMe();
  const taken = useTakenBack().data?.length ?? 0;
  return (
    <>
      <OfflineStrip />
      {me.wantedReason === "shift-over" && (
        <NewsBanner
          icon={<Moon />}
          text={t("shift.banner")}
          action={t("shift.show")}
          onAction={() => showLayer({ kind: "hand-over-list" })}
        />
      )}
      {taken > 0 && (
        <NewsBanner
          icon={<Undo2 />}
          text={t("takenBack.banner", { count: taken })}
          action={t("takenBack.show")}
          onAction={() => showLayer({ kind: "taken-back" })}
        />
      )}
    </>
  );
}
