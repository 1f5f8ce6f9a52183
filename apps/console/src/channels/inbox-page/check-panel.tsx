import type { InboxView } from "@circuito/protocol";
import { Button, Callout } from "@circuito/ui";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { useT } from "../../i18n/translate.ts";
import { useIsOnline } from "../../workspace/workspace-context.ts";
import { channelErrorText } from "../channel-error.ts";
import { CheckSteps } from "./check-steps.tsx";
import { Panel } from "./panel.tsx";

type Checked = Awaited<ReturnType<typeof api.checkInbox>>["steps"];

interface CheckPanelProps {
  readonly inbox: InboxView;
  /** What is asked of whom. */
  readonly text: string;
  readonly onChecked?: (isWell: boolean) => void;
}

/** Asks the provider whether the settings work; nothing is sent to anybody. */
export function CheckPanel({ inbox, text, onChecked }: CheckPanelProps) {
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
      onChecked?.(checked.every(({ ok }) => ok));
    } catch (error) {
      setProblem(channelErrorText(error));
    } finally {
      setChecking(false);
    }
  }

  const isWell = steps?.every(({ ok }) => ok);
  return (
    <Panel title={t("whatsapp.check")}>
      <p className="text-13 text-fg-2">{text}</p>
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
