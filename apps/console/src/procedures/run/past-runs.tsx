import type { RunView } from "@circuito/protocol";
import { Chip } from "@circuito/ui";
import { fullTime } from "../../i18n/format.ts";
import { useT } from "../../i18n/translate.ts";
import { TakenSteps } from "./taken-steps.tsx";

interface PastRunsProps {
  readonly runs: readonly RunView[];
  readonly nameOf: (agentId: string | null) => string;
}

/** What was run here before: how it ended, and under it what was done. */
export function PastRuns({ runs, nameOf }: PastRunsProps) {
  const t = useT();
  if (runs.length === 0) return null;
  return (
    <ul aria-label={t("procedures.past")} className="flex flex-col gap-3">
      {runs.map((run) => {
        const isFinished = run.state === "finished";
        return (
          <li key={run.id} className="flex flex-col gap-1">
            <span className="flex items-start gap-2">
              <span className="min-w-0 grow break-words">{run.procedure.name}</span>
              <Chip tone={isFinished ? "ok" : "neutral"}>
                {t(isFinished ? "procedures.finished" : "procedures.givenUp")}
              </Chip>
            </span>
            {run.reason !== null && (
              <span className="text-12 break-words text-fg-2">“{run.reason}”</span>
            )}
            {run.endedAt !== null && (
              <time dateTime={run.endedAt} className="text-12 text-fg-3 tabular-nums">
                {fullTime(run.endedAt)}
              </time>
            )}
            <TakenSteps run={run} nameOf={nameOf} />
          </li>
        );
      })}
    </ul>
  );
}
