import type { InboxView } from "@circuito/protocol";
import { useState } from "react";
import { useT } from "../../i18n/translate.ts";
import { CheckPanel } from "../inbox-page/check-panel.tsx";
import { ComparedFacts } from "../inbox-page/compared-facts.tsx";
import { Panel } from "../inbox-page/panel.tsx";
import { RoutingPanel } from "../inbox-page/routing-panel.tsx";
import { ServicePanel } from "../inbox-page/service-panel.tsx";
import { StepIndex } from "../inbox-page/step-index.tsx";
import { TrafficFacts } from "../inbox-page/traffic-facts.tsx";
import { useIsRouted } from "../inbox-page/use-inbox-routing.ts";
import { useSession } from "../inbox-page/use-session.ts";
import { CloudSettingsForm } from "./cloud-settings-form.tsx";
import { useVerifyToken } from "./verify-tokens.ts";
import { WebhookPanel } from "./webhook-panel.tsx";
import { STEPS } from "./wizard-steps.ts";

/** An inbox of the official API: the webhook to paste, whether it works, its settings. */
export function CloudPanels({ inbox }: { readonly inbox: InboxView }) {
  const t = useT();
  const traffic = useSession(inbox.id).data?.traffic;
  const [isWell, setWell] = useState(false);
  const isRouted = useIsRouted(inbox.id);
  // Made a moment ago: this is still the way to the first message.
  const isFirst = useVerifyToken(inbox.id)?.made === "first";
  return (
    <div className="flex flex-col gap-6">
      {isFirst && <Steps current={isWell ? (isRouted ? STEPS.cloud.length : 4) : 2} />}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-6">
          <WebhookPanel inbox={inbox} />
          <CheckPanel inbox={inbox} text={t("whatsapp.checkText")} onChecked={setWell} />
          <RoutingPanel inbox={inbox} />
          <Panel title={t("whatsapp.settings")}>
            <CloudSettingsForm inbox={inbox} />
          </Panel>
          <ServicePanel inbox={inbox} />
        </div>
        <Panel title={t("whatsapp.traffic")}>
          <TrafficFacts traffic={traffic} />
          <ComparedFacts canBeAsked={false} compared={null} />
        </Panel>
      </div>
    </div>
  );
}

function Steps({ current }: { readonly current: number }) {
  const t = useT();
  return <StepIndex steps={STEPS.cloud.map((id) => t(id))} current={current} isAcross />;
}
