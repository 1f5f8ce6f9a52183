import type { ReleaseTrialView } from "@circuito/protocol";
import { reasonText } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { useQueue } from "../workspace/queries.ts";

/** What a release would do, in a sentence, and what would be said. */
export function TrialText({ trial }: { readonly trial: ReleaseTrialView }) {
  const t = useT();
  const queue = useQueue(trial.queueId)?.name ?? t("handOver.unknownQueue");
  const who =
    trial.agent === null
      ? t("failures.trial.waits")
      : t("failures.trial.goes", { name: trial.agent.name });
  return (
    <span className="flex flex-col gap-0.5">
      <span>{t(`failures.trial.${trial.outcome}`, { queue, who })}</span>
      {trial.because !== null && (
        <span className="text-12 text-fg-2">
          {t("failures.trial.because", { why: reasonText(trial.because) })}
        </span>
      )}
      {trial.says !== null && (
        <span className="text-12 text-fg-2">{t("failures.trial.says", { text: trial.says })}</span>
      )}
    </span>
  );
}
