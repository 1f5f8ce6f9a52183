import { isUnsteady } from "@circuito/realtime";
import { Banner, Button } from "@circuito/ui";
import { Check, CloudOff, RefreshCw } from "lucide-react";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { useT } from "../i18n/translate.ts";
import { showLayer } from "../workspace/ui-state.ts";
import { useNow } from "../workspace/use-now.ts";
import { useLive, useWorkspace } from "../workspace/workspace-context.ts";

export function useUnsent() {
  const { outbox } = useWorkspace();
  return useSyncExternalStore(outbox.subscribe, outbox.items);
}

/** The strip above the panes: only there when the connection is not as it should be. */
export function ConnectionStrip() {
  const t = useT();
  const { announcer } = useWorkspace();
  const connection = useLive((live) => live.connection);
  const isBrowserOnline = useLive((live) => live.browserOnline);
  const unsent = useUnsent().length;
  const repairs = useLive((live) => live.repairs);
  const now = useNow();
  const kind = isBrowserOnline ? connection.kind : "offline";

  // Said once a change, without the counter, which would be read again and again.
  const before = useRef(kind);
  useEffect(() => {
    const wasOffline = before.current === "offline";
    before.current = kind;
    if (kind === "offline") announcer.announce(t("connection.offlineSpoken"), "assertive");
    else if (wasOffline && kind !== "reconnecting") announcer.announce(t("connection.backSpoken"));
  }, [kind, announcer, t]);

  const list =
    unsent === 0 ? undefined : (
      <Button variant="ghost" size="small" onPress={() => showLayer({ kind: "outbox" })}>
        {t("outbox.see")}
      </Button>
    );
  switch (kind) {
    case "reconnecting":
      return (
        <Banner tone="warn" icon={<RefreshCw />} action={list}>
          {t("connection.reconnecting")}
        </Banner>
      );
    case "offline":
      return (
        <Banner tone="warn" icon={<CloudOff />} action={list}>
          {unsent === 0
            ? t("connection.offline")
            : t("connection.offlineUnsent", { count: unsent })}
        </Banner>
      );
    case "catching-up": {
      const { events, done } = connection as { events: number; done: boolean };
      return done ? (
        <Banner tone="ok" icon={<Check />}>
          {t("connection.upToDate")}
        </Banner>
      ) : (
        <Banner tone="info" icon={<RefreshCw />}>
          {t("connection.catchingUp", { count: events })}
        </Banner>
      );
    }
    case "reloaded":
      return (
        <Banner tone="info" icon={<Check />}>
          {t("connection.reloaded")}
        </Banner>
      );
    case "ok":
      return isUnsteady(repairs, now) ? (
        <Banner tone="warn" icon={<RefreshCw />} action={list}>
          {t("connection.unsteady")}
        </Banner>
      ) : null;
    case "session-expired":
      return null;
  }
}
