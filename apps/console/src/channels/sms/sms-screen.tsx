import type { InboxView } from "@circuito/protocol";
import { useT } from "../../i18n/translate.ts";
import { CheckPanel } from "../inbox-page/check-panel.tsx";
import { ComparedFacts } from "../inbox-page/compared-facts.tsx";
import { CopyField } from "../inbox-page/copy-field.tsx";
import { FirstSteps } from "../inbox-page/first-steps.tsx";
import { InboxPage } from "../inbox-page/inbox-page.tsx";
import { Panel } from "../inbox-page/panel.tsx";
import { RoutingPanel } from "../inbox-page/routing-panel.tsx";
import { ServicePanel } from "../inbox-page/service-panel.tsx";
import { TrafficFacts } from "../inbox-page/traffic-facts.tsx";
import { useSession } from "../inbox-page/use-session.ts";
import { SmsSettingsForm } from "./sms-form.tsx";
import { smsFormOf } from "./sms-settings.ts";

/** Canais > SMS > one inbox: the webhook to paste, whether it works, its settings. */
export function SmsScreen() {
  return <InboxPage channel="sms">{(inbox) => <Panels key={inbox.id} inbox={inbox} />}</InboxPage>;
}

function Panels({ inbox }: { readonly inbox: InboxView }) {
  const t = useT();
  const { provider } = smsFormOf(inbox.settings);
  const session = useSession(inbox.id).data;
  return (
    <div className="flex flex-col gap-6">
      <FirstSteps inboxId={inbox.id} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-6">
          <Panel title={t("sms.webhook")}>
            {inbox.webhookUrl !== null && (
              <CopyField label={t("whatsapp.webhookUrl")} value={inbox.webhookUrl} />
            )}
            <p className="text-13 text-fg-2">{t(`sms.webhookText.${provider}`)}</p>
          </Panel>
          {provider === "twilio" && <CheckPanel inbox={inbox} text={t("sms.checkText")} />}
          <RoutingPanel inbox={inbox} />
          <Panel title={t("whatsapp.settings")}>
            <SmsSettingsForm inbox={inbox} />
          </Panel>
          <ServicePanel inbox={inbox} />
        </div>
        <Panel title={t("whatsapp.traffic")}>
          <p className="text-13 text-fg-2">{t("sms.trafficText")}</p>
          <TrafficFacts traffic={session?.traffic} />
          {session && (
            <ComparedFacts canBeAsked={provider === "twilio"} compared={session.compared} />
          )}
        </Panel>
      </div>
    </div>
  );
}
