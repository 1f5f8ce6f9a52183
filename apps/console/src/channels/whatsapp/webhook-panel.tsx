import type { InboxView } from "@circuito/protocol";
import { Button, Callout, Problem } from "@circuito/ui";
import { useEffect, useRef } from "react";
import { useT } from "../../i18n/translate.ts";
import { useIsOnline } from "../../workspace/workspace-context.ts";
import { CopyField } from "../inbox-page/copy-field.tsx";
import { Panel } from "../inbox-page/panel.tsx";
import { useSaveSettings } from "../inbox-page/use-save-settings.ts";
import { rememberVerifyToken, useVerifyToken } from "./verify-tokens.ts";
import { newVerifyToken } from "./whatsapp-settings.ts";

/** What is pasted at Meta's: our address and our token, and where. */
export function WebhookPanel({ inbox }: { readonly inbox: InboxView }) {
  const t = useT();
  const shown = useVerifyToken(inbox.id);
  return (
    <Panel title={t("whatsapp.webhook")}>
      {inbox.webhookUrl !== null && (
        <CopyField label={t("whatsapp.webhookUrl")} value={inbox.webhookUrl} />
      )}
      {shown === undefined ? (
        <AnotherToken inbox={inbox} />
      ) : (
        <CopyField label={t("whatsapp.verifyToken")} value={shown.token} />
      )}
      <div role="status" className="empty:-mt-3">
        {shown?.made === "first" && t("whatsapp.verifyTokenOnce")}
        {shown?.made === "again" && <Changed key={shown.token} />}
      </div>
      <ol className="flex list-decimal flex-col gap-1 ps-5 text-13">
        <li>{t("whatsapp.webhookStep1")}</li>
        <li>{t("whatsapp.webhookStep2")}</li>
        <li>{t("whatsapp.webhookStep3")}</li>
        <li>{t("whatsapp.webhookStep4")}</li>
      </ol>
    </Panel>
  );
}

/** It was asked for further down the page: the place where it is now comes into view. */
function Changed() {
  const t = useT();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.scrollIntoView({ block: "center" }), []);
  return (
    <div ref={place}>
      <Callout tone="warn" title={t("whatsapp.verifyTokenChanged")}>
        {t("whatsapp.verifyTokenChangedText")}
      </Callout>
    </div>
  );
}

/** Nobody can see the one that is kept: who needs it makes another. */
function AnotherToken({ inbox }: { readonly inbox: InboxView }) {
  const t = useT();
  const isOnline = useIsOnline();
  const { save, isSaving, problem } = useSaveSettings(inbox);

  async function make() {
    const token = newVerifyToken((bytes) => crypto.getRandomValues(bytes));
    const settings = { ...inbox.settings, verifyToken: token };
    if (!(await save(inbox.name, inbox.enabled, settings))) return;
    rememberVerifyToken(inbox.id, { token, made: "again" });
  }

  return (
    <div className="flex flex-col items-start gap-2">
      <p className="text-13 text-fg-2">{t("whatsapp.verifyTokenGone")}</p>
      {problem !== null && <Problem>{problem}</Problem>}
      <Button
        size="small"
        isPending={isSaving}
        disabledReason={isOnline ? undefined : t("problem.needsConnection")}
        onPress={() => void make()}
      >
        {t("whatsapp.verifyTokenAnother")}
      </Button>
    </div>
  );
}
