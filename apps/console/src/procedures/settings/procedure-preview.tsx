import type { ProcedureContent } from "@circuito/protocol";
import { runProcedure } from "@circuito/protocol/procedure-text";
import { Button, Callout } from "@circuito/ui";
import { RotateCcw } from "lucide-react";
import { useState } from "react";
import { useT } from "../../i18n/translate.ts";
import { useMe } from "../../workspace/workspace-context.ts";
import { RunCard } from "../run/run-card.tsx";
import type { StepAnswer } from "../run/step-form.tsx";
import { TakenSteps } from "../run/taken-steps.tsx";

type Taken = StepAnswer & { readonly key: string; readonly agentId: string; readonly at: string };

/** The procedure as it is met beside a conversation, run on nothing. */
export function ProcedurePreview({ content }: { readonly content: ProcedureContent }) {
  const t = useT();
  const me = useMe();
  const [taken, setTaken] = useState<readonly Taken[]>([]);
  const [inReply, setInReply] = useState<readonly string[]>([]);
  const { current, ahead, required } = runProcedure(content.steps, taken);
  const again = () => {
    setTaken([]);
    setInReply([]);
  };
  const run = {
    procedure: content,
    taken: [...taken],
    current: current?.key ?? null,
    ahead: ahead.length,
    required: required?.key ?? null,
  };
  const nameOf = () => me.name;
  return (
    <section aria-label={t("procedures.preview")} className="flex flex-col gap-3">
      <p className="text-12 text-fg-2">{t("procedures.previewText")}</p>
      {current === undefined ? (
        <div className="flex flex-col gap-3 rounded-pane border border-line p-3">
          <Callout tone="ok">{t("procedures.previewOver")}</Callout>
          <TakenSteps run={run} nameOf={nameOf} startsOpen />
        </div>
      ) : (
        <RunCard
          run={run}
          nameOf={nameOf}
          facts={{
            customerName: t("procedures.sampleCustomer"),
            protocol: "261127-0YQKQDMF",
            agentName: me.name,
          }}
          isInReply={(words) => inReply.includes(words)}
          onPutInReply={(words) => setInReply([...inReply, words])}
          onTake={async (key, answer) => {
            const at = new Date().toISOString();
            setTaken([...taken, { key, ...answer, agentId: me.id, at }]);
            return true;
          }}
          onGiveUp={async () => {
            again();
            return true;
          }}
        />
      )}
      {taken.length > 0 && (
        <Button
          size="small"
          variant="ghost"
          icon={<RotateCcw />}
          className="-ml-2 self-start"
          onPress={again}
        >
          {t("procedures.previewAgain")}
        </Button>
      )}
    </section>
  );
}
