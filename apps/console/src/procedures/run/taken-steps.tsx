import type { RunView } from "@circuito/protocol";
import { Check, ChevronRight, Redo2 } from "lucide-react";
import { useState } from "react";
import { fullTime } from "../../i18n/format.ts";
import { useT } from "../../i18n/translate.ts";
import { answerText } from "../step-words.ts";

interface TakenStepsProps {
  readonly run: Pick<RunView, "taken" | "procedure">;
  readonly nameOf: (agentId: string | null) => string;
  /** Before anybody asked for them. */
  readonly startsOpen?: boolean;
}

/** What was done, folded: each step with its answer, who took it and when. */
export function TakenSteps({ run, nameOf, startsOpen = false }: TakenStepsProps) {
  const t = useT();
  const [isOpen, setOpen] = useState(startsOpen);
  const { taken, procedure } = run;
  if (taken.length === 0) return null;
  return (
    <div className="flex flex-col gap-1">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="ring-focus touch-target flex items-center gap-1.5 self-start rounded-row text-12 text-fg-2 hover:text-fg"
      >
        <ChevronRight
          aria-hidden="true"
          className={`lucide size-3.5 ${isOpen ? "rotate-90" : ""}`}
        />
        {t("procedures.taken", { count: taken.length })}
      </button>
      {isOpen && (
        <ol className="flex flex-col gap-2 border-line-subtle border-l pl-3">
          {taken.map(({ key, outcome, answer, agentId, at }) => {
            const step = procedure.steps.find((one) => one.key === key);
            const isDone = outcome === "done";
            const Icon = isDone ? Check : Redo2;
            return (
              <li key={key} className="grid grid-cols-[1rem_minmax(0,1fr)] gap-x-1.5">
                <Icon
                  aria-hidden="true"
                  className={`lucide mt-1 size-3.5 ${isDone ? "text-ok-text" : "text-fg-3"}`}
                />
                <span className="min-w-0 text-13 break-words">
                  {step?.title ?? key}
                  {!isDone && <span className="text-fg-2"> · {t("procedures.skipped")}</span>}
                  {answer !== null && (
                    <span className="block font-medium break-words">
                      {answerText(step, answer)}
                    </span>
                  )}
                  <span className="block text-12 text-fg-3 tabular-nums">
                    {nameOf(agentId)} · <time dateTime={at}>{fullTime(at)}</time>
                  </span>
                </span>
              </li>
            );
          })}
        </ol>
      )}
    </div>
  );
}
