import { useLocation } from "@tanstack/react-router";
import { Scale } from "lucide-react";
import { useT } from "../i18n/translate.ts";
import { NewsBanner } from "../shell/news-banner.tsx";
import { showLayer } from "../workspace/ui-state.ts";
import { useHandOversToMind } from "./use-hand-overs-to-mind.ts";

/** Above the panes of supervisors: how many hand-overs nobody took, or are passed to and fro. */
export function HandOversToMindStrip() {
  const t = useT();
  const count = useHandOversToMind().data?.length ?? 0;
  const path = useLocation({ select: ({ pathname }) => pathname });
  // On the board they stand in full.
  if (count === 0 || path.startsWith("/live")) return null;
  return (
    <NewsBanner
      icon={<Scale />}
      text={t("toMind.banner", { count })}
      action={t("toMind.show")}
      onAction={() => showLayer({ kind: "hand-overs-to-mind" })}
    />
  );
}
