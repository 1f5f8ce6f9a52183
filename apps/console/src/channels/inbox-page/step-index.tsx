import { Check } from "lucide-react";
import { useT } from "../../i18n/translate.ts";

interface StepIndexProps {
  readonly steps: readonly string[];
  /** From 0; as many as there are steps when all is done. */
  readonly current: number;
  /** In a line, where there is no room beside what it is about. */
  readonly isAcross?: boolean;
}

/** Where one is on the way: done, here, still to come. */
export function StepIndex({ steps, current, isAcross = false }: StepIndexProps) {
  const t = useT();
  return (
    <ol
      aria-label={t("wizard.steps")}
      className={`flex flex-wrap gap-x-4 gap-y-1 self-start text-13 ${isAcross ? "" : "md:w-44 md:flex-none md:flex-col md:gap-y-2"}`}
    >
      {steps.map((step, place) => {
        const isDone = place < current;
        const isHere = place === current;
        return (
          <li
            key={step}
            aria-current={isHere ? "step" : undefined}
            className={`flex items-center gap-2 ${isHere ? "font-semibold text-fg" : "text-fg-2"}`}
          >
            <span
              aria-hidden="true"
              className={`flex size-5 flex-none items-center justify-center rounded-full text-11 [&>svg]:size-3 ${isHere ? "bg-accent text-on-accent" : isDone ? "bg-ok-soft text-ok-text" : "bg-muted text-fg-2"}`}
            >
              {isDone ? <Check /> : place + 1}
            </span>
            {step}
            {isDone && <span className="sr-only">{t("wizard.done")}</span>}
          </li>
        );
      })}
    </ol>
  );
}
