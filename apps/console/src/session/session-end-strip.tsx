import { Banner, Button } from "@circuito/ui";
import { TimerReset } from "lucide-react";
import { useEffect, useState } from "react";
import { clockTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";
import { useIsOnline, useWorkspace } from "../workspace/workspace-context.ts";
import { useSessionEnd } from "./use-session-end.ts";

/**
 * The session ends soon: one press and it goes on. A strip and no dialog, which would take the keys of
 * whoever is writing. The one default export: `lazy` asks for it.
 */
export default function SessionEndStrip() {
  const t = useT();
  const { announcer, live, toasts } = useWorkspace();
  const isOnline = useIsOnline();
  const { endsAt, extend } = useSessionEnd();
  const [isLast, setLast] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const text =
    endsAt === null
      ? null
      : t(isLast ? "session.endsForGood" : "session.ends", {
          time: clockTime(new Date(endsAt).toISOString()),
        });
  useEffect(() => {
    if (text !== null) announcer.announce(text, "assertive");
  }, [announcer, text]);
  if (text === null) return null;

  async function goOn() {
    setBusy(true);
    try {
      const hasMore = await extend();
      setLast(!hasMore);
      if (hasMore) toasts.add({ text: t("session.extended"), tone: "ok" });
    } catch (error) {
      toasts.add({ text: errorText(error), tone: "danger" });
    } finally {
      setBusy(false);
    }
  }

  return (
    <Banner
      tone="warn"
      icon={<TimerReset aria-hidden="true" className="size-4 flex-none" />}
      action={
        isLast ? (
          <Button
            size="small"
            variant="ghost"
            onPress={() => live.setState({ sessionExpired: true })}
          >
            {t("session.logInNow")}
          </Button>
        ) : (
          <Button
            size="small"
            variant="ghost"
            isPending={isBusy}
            disabledReason={isOnline ? undefined : t("problem.needsConnection")}
            onPress={() => void goOn()}
          >
            {t("session.extend")}
          </Button>
        )
      }
    >
      {text}
    </Banner>
  );
}
