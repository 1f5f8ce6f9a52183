import type { WebhookView } from "@circuito/protocol";
import { Button, Callout } from "@circuito/ui";
import { useState } from "react";
import { fullTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { useSwitch } from "./use-switch.ts";
import { offText } from "./webhook-words.ts";

/** What somebody should know before all else: that it is off, or about to be. */
export function Standing({ webhook }: { readonly webhook: WebhookView }) {
  const t = useT();
  const [isPending, setPending] = useState(false);
  const switchTo = useSwitch(webhook);
  const { off, failingSince, formerSecretUntil } = webhook;
  const turnOn = async () => {
    setPending(true);
    await switchTo(true);
    setPending(false);
  };
  return (
    <>
      {off !== null && (
        <Callout
          tone={off.because === "by-hand" ? "neutral" : "danger"}
          action={
            <Button size="small" isPending={isPending} onPress={() => void turnOn()}>
              {t("webhooks.turnOn")}
            </Button>
          }
        >
          {offText(off)}
        </Callout>
      )}
      {off === null && failingSince !== null && (
        <Callout tone="warn">{t("webhooks.failingSince", { at: fullTime(failingSince) })}</Callout>
      )}
      {formerSecretUntil !== null && (
        <Callout tone="info">
          {t("webhooks.bothUntil", { at: fullTime(formerSecretUntil) })}
        </Callout>
      )}
    </>
  );
}
