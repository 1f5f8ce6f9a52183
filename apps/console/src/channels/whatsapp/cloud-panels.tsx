import type { InboxView } from "@circuito/protocol";
import { Button, Callout } from "@circuito/ui";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { useT } from "../../i18n/translate.ts";
import { useIsOnline } from "../../workspace/workspace-context.ts";
import { channelErrorText } from "../channel-error.ts";
import { CheckSteps } from "../inbox-page/check-steps.tsx";
import { Panel } from "../inbox-page/panel.tsx";
import { StepIndex } from "../inbox-page/step-index.tsx";
import { TrafficFacts } from "../inbox-page/traffic-facts.tsx";
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
  // Made a moment ago: this is still the way to the first message.
  const isFirst = useVerifyToken(inbox.id)?.made === "first";
  return (
    <div className="flex flex-col gap-6">
      {isFirst && <Steps current={isWell ? STEPS.cloud.length : 2} />}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-6">
          <WebhookPanel inbox={inbox} />
          <CheckPanel inbox={inbox} onChecked={setWell} />
          <Panel title={t("whatsapp.settings")}>
            <CloudSettingsForm inbox={inbox} />
          </Panel>
        </div>
        <Panel title={t("whatsapp.traffic")}>
          <TrafficFacts traffic={traffic} />
        </Panel>
      </div>
    </div>
  );
}

function Steps({ current }: { readonly current: number }) {
  const t = useT();
  return <StepIndex steps={STEPS.cloud.map((id) => t(id))} current={current} isAcross />;
}

type Checked = Awaited<ReturnType<typeof api.checkInbox>>["steps"];

interface CheckPanelProps {
  readonly inbox: InboxView;
  readonly onChecked: (isWell: boolean) => void;
}

function CheckPanel({ inbox, onChecked }: CheckPanelProps) {
  const t = useT();
  const isOnline = useIsOnline();
  const [steps, setSteps] = useState<Checked | null>(null);
  const [isChecking, setChecking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function check() {
    setChecking(true);
    setProblem(null);
    try {
      const checked = (await api.checkInbox(inbox.id)).steps;
      setSteps(checked);
      onChecked(checked.every(({ ok }) => ok));
    } catch (error) {
      setProblem(channelErrorText(error));
    } finally {
      setChecking(false);
    }
  }

  const isWell = steps?.every(({ ok }) => ok);
  return (
    <Panel title={t("whatsapp.check")}>
      <p className="text-13 text-fg-2">{t("whatsapp.checkText")}</p>
      {steps !== null && <CheckSteps steps={steps} />}
      <div role="status" className="empty:-mt-3">
        {isWell === true && <Callout tone="ok">{t("whatsapp.checkWorks")}</Callout>}
        {isWell === false && <Callout tone="danger">{t("whatsapp.checkFails")}</Callout>}
        {problem !== null && <Callout tone="danger">{problem}</Callout>}
      </div>
      <div>
        <Button
          variant={steps === null ? "primary" : "secondary"}
          isPending={isChecking}
          disabledReason={isOnline ? undefined : t("problem.needsConnection")}
          onPress={() => void check()}
        >
          {t(steps === null ? "whatsapp.checkNow" : "whatsapp.checkAgain")}
        </Button>
      </div>
    </Panel>
  );
}
