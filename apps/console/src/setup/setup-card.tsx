import { Button } from "@circuito/ui";
import { Link } from "@tanstack/react-router";
import { ChevronRight, Circle, CircleCheck } from "lucide-react";
import type { ReactNode } from "react";
import { useT } from "../i18n/translate.ts";
import { SETUP_PLACES, SETUP_STEPS, type SetupStep } from "./setup-steps.ts";
import { useHideSetup, useSetup } from "./use-setup.ts";

export interface SetupCardProps {
  /** What stands in its place when there is nothing to do. */
  readonly children: ReactNode;
}

/** Primeiros passos: what is there, what comes next, and where each is done. */
export function SetupCard({ children }: SetupCardProps) {
  const t = useT();
  const hide = useHideSetup();
  const setup = useSetup();
  if (setup === undefined) return children;
  const { facts, next, done, of } = setup;
  return (
    <section
      aria-labelledby="setup-title"
      className="m-auto flex w-full max-w-md flex-col gap-3 p-4"
    >
      <header className="flex flex-col gap-1">
        <h2 id="setup-title" className="text-16 font-semibold">
          {t("setup.title")}
        </h2>
        <p role="status" className="text-13 text-fg-2">
          {t("setup.progress", { done, of })}
        </p>
      </header>
      <ol className="divide-y divide-line-subtle overflow-hidden rounded-pane border border-line">
        {SETUP_STEPS.map((step) => (
          <li key={step}>
            <Step step={step} isDone={facts[step]} isNext={step === next} />
          </li>
        ))}
      </ol>
      <div className="-ml-2">
        <Button variant="ghost" size="small" onPress={hide}>
          {t("setup.hide")}
        </Button>
      </div>
    </section>
  );
}

interface StepProps {
  readonly step: SetupStep;
  readonly isDone: boolean;
  readonly isNext: boolean;
}

function Step({ step, isDone, isNext }: StepProps) {
  const t = useT();
  return (
    <Link
      to={SETUP_PLACES[step]}
      aria-current={isNext ? "step" : undefined}
      className="ring-focus-inset fade-colors flex items-start gap-2.5 px-3 py-2.5 text-13 hover:bg-hover [&>.lucide]:mt-0.5 [&>.lucide]:size-4 [&>.lucide]:flex-none"
    >
      {isDone ? (
        <CircleCheck aria-hidden="true" className="text-ok-icon" />
      ) : (
        <Circle aria-hidden="true" className={isNext ? "text-accent-text" : "text-fg-3"} />
      )}
      <span className="min-w-0 grow">
        <span className={`block font-medium ${isDone ? "text-fg-2" : ""}`}>
          {t(`setup.step.${step}`)}
          {isDone && <span className="sr-only">, {t("wizard.done")}</span>}
        </span>
        {!isDone && <span className="block text-12 text-fg-2">{t(`setup.text.${step}`)}</span>}
      </span>
      <ChevronRight aria-hidden="true" className="text-fg-3" />
    </Link>
  );
}
