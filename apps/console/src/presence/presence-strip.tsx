import { Banner, Button } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { Moon, Undo2 } from "lucide-react";
import { useEffect } from "react";
import { api } from "../api/client.ts";
import { useT } from "../i18n/translate.ts";
import { showLayer } from "../workspace/ui-state.ts";
import { useMe, useWorkspace } from "../workspace/workspace-context.ts";
import { useActivity } from "./use-activity.ts";

/** What was taken back; events make it anew. */
export function useTakenBack() {
  return useQuery({
    queryKey: ["taken-back"],
    queryFn: async () => (await api.listTakenBack()).items,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Above the panes: the shift is over, or conversations went back while one was gone. */
export function PresenceStrip() {
  useActivity();
  const t = useT();
  const me = useMe();
  const taken = useTakenBack().data?.length ?? 0;
  return (
    <>
      {me.wantedReason === "shift-over" && (
        <PresenceBanner
          icon={<Moon />}
          text={t("shift.banner")}
          action={t("shift.show")}
          onAction={() => showLayer({ kind: "hand-over-list" })}
        />
      )}
      {taken > 0 && (
        <PresenceBanner
          icon={<Undo2 />}
          text={t("takenBack.banner", { count: taken })}
          action={t("takenBack.show")}
          onAction={() => showLayer({ kind: "taken-back" })}
        />
      )}
    </>
  );
}

interface PresenceBannerProps {
  readonly icon: React.ReactNode;
  readonly text: string;
  readonly action: string;
  readonly onAction: () => void;
}

function PresenceBanner({ icon, text, action, onAction }: PresenceBannerProps) {
  const { announcer } = useWorkspace();
  useEffect(() => announcer.announce(text), [announcer, text]);
  return (
    <Banner
      tone="info"
      icon={icon}
      action={
        <Button variant="ghost" size="small" onPress={onAction}>
          {action}
        </Button>
      }
    >
      {text}
    </Banner>
  );
}
