import { useLocation } from "@tanstack/react-router";
import { PowerOff } from "lucide-react";
import { useState } from "react";
import { useT } from "../i18n/translate.ts";
import { NewsBanner } from "../shell/news-banner.tsx";
import { useMe } from "../workspace/workspace-context.ts";
import { useSetPresence } from "./use-set-presence.ts";

/** Over the inbox of a page that was opened offline: it is asked, and nobody is made available unasked. */
export function OfflineStrip() {
  const t = useT();
  const me = useMe();
  const setPresence = useSetPresence();
  const path = useLocation({ select: ({ pathname }) => pathname });
  const isOffline = me.wanted === "offline";
  const [wasOpenedSo, setOpenedSo] = useState(isOffline);
  // Who is offline later has chosen it, and is not asked.
  if (wasOpenedSo && !isOffline) setOpenedSo(false);
  if (!wasOpenedSo || !isOffline || me.queueIds.length === 0 || !path.startsWith("/inbox")) {
    return null;
  }
  return (
    <NewsBanner
      icon={<PowerOff />}
      text={t("presence.offlineBanner")}
      action={t("presence.becomeAvailable")}
      onAction={() => setPresence("available")}
    />
  );
}
