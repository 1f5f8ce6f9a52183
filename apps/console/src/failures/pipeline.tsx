import type { LedgerRowView } from "@circuito/protocol";
import { Check, Circle, X } from "lucide-react";
import { fullTime } from "../i18n/format.ts";
import { reasonText } from "../i18n/labels.ts";
import { type MessageId, useT } from "../i18n/translate.ts";

const STAGES = ["received", "parsed", "routed", "notified"] as const;
type Stage = (typeof STAGES)[number];

/** The way of what comes in, and where this one stopped; below it, what people decided about it. */
export function Pipeline({ row }: { readonly row: LedgerRowView }) {
  const t = useT();
  const failed = failedStage(row);
  const acts = row.decisions.filter(({ kind }) => kind === "discard" || kind === "release");
  return (
    <section aria-label={t("failures.way")} className="flex flex-col gap-3">
      <ol className="flex flex-col gap-2">
        {STAGES.map((stage) => {
          const state = stateOf(stage, failed);
          return (
            <li key={stage} className="flex items-start gap-2 text-13">
              <StageMark state={state} />
              <span className="flex min-w-0 flex-col">
                <span className={state === "ahead" ? "text-fg-3" : "font-medium"}>
                  {t(`failures.stage.${stage}`)}
                  <span className="sr-only">{` – ${t(`failures.stage.is.${state}`)}`}</span>
                </span>
                {stage === "received" && (
                  <time dateTime={row.receivedAt} className="text-12 text-fg-2">
                    {fullTime(row.receivedAt)}
                  </time>
                )}
                {state === "failed" && (
                  <span className="text-12 break-words text-danger-text">
                    {reasonText(row.reason ?? row.state)}
                  </span>
                )}
              </span>
            </li>
          );
        })}
      </ol>
      {acts.map(({ kind, at, facts }) => (
        <p key={`${kind} ${at}`} className="text-12 text-fg-2">
          {t(`failures.act.${kind}` as MessageId, {
            name: String(facts.name),
            time: fullTime(at),
            reason: String(facts.reason ?? ""),
          })}
        </p>
      ))}
    </section>
  );
}

type StageState = "done" | "failed" | "ahead";

/** What nobody could read stopped when it was read; the rest stopped on its way to a conversation. */
const failedStage = ({ kind }: LedgerRowView): Stage =>
  kind === "malformed" ? "parsed" : "routed";

function stateOf(stage: Stage, failed: Stage): StageState {
  const [at, stop] = [STAGES.indexOf(stage), STAGES.indexOf(failed)];
  return at < stop ? "done" : at === stop ? "failed" : "ahead";
}

function StageMark({ state }: { readonly state: StageState }) {
  const look = "mt-0.5 size-4 flex-none";
  switch (state) {
    case "done":
      return <Check aria-hidden="true" className={`${look} text-ok-icon`} />;
    case "failed":
      return <X aria-hidden="true" className={`${look} text-danger-text`} />;
    case "ahead":
      return <Circle aria-hidden="true" className={`${look} text-fg-3`} />;
  }
}
