import type { RunView } from "@circuito/protocol";
import { fillQuickReply, type QuickReplyFacts, wordsOf } from "@circuito/protocol/writing-text";
import { IconButton, Menu } from "@circuito/ui";
import { Ellipsis, Info, Lock, LogOut } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useT } from "../../i18n/translate.ts";
import { AboutProcedure } from "./about-procedure.tsx";
import { GiveUpForm } from "./give-up-form.tsx";
import { focusStep } from "./go-to-procedures.ts";
import { type StepAnswer, StepForm } from "./step-form.tsx";
import { TakenSteps } from "./taken-steps.tsx";

export interface RunCardProps {
  readonly run: Pick<RunView, "procedure" | "taken" | "current" | "ahead" | "required">;
  readonly nameOf: (agentId: string | null) => string;
  /** Why nothing can be done now, in words. */
  readonly disabledReason?: string | undefined;
  /** What words for the customer may say of the conversation. */
  readonly facts: QuickReplyFacts;
  readonly isInReply: (words: string) => boolean;
  readonly onPutInReply: (words: string) => void;
  /** Resolves with whether it was taken. */
  readonly onTake: (key: string, answer: StepAnswer) => Promise<boolean>;
  readonly onGiveUp: (reason: string) => Promise<boolean>;
}

/** A procedure that runs: how far it is, what was done of it, and the step that is next. */
export function RunCard(props: RunCardProps) {
  const { run, nameOf, disabledReason, facts, isInReply, onPutInReply, onTake, onGiveUp } = props;
  const t = useT();
  const box = useRef<HTMLElement>(null);
  const goesOn = useRef(false);
  const [open, setOpen] = useState<"about" | "give-up" | null>(null);
  const { procedure, taken, current, ahead, required } = run;
  const step = procedure.steps.find(({ key }) => key === current);
  const needed = procedure.steps.find(({ key }) => key === required);
  const at = taken.length;

  // Whoever took a step goes on with the next one, wherever its controls are now.
  useEffect(() => {
    if (at === 0 || !goesOn.current) return;
    goesOn.current = false;
    focusStep(box.current);
  }, [at]);

  async function take(key: string, answer: StepAnswer) {
    goesOn.current = true;
    if (!(await onTake(key, answer))) goesOn.current = false;
  }

  return (
    <section
      ref={box}
      aria-label={procedure.name}
      className="flex flex-col gap-3 rounded-pane border border-line bg-surface p-3"
    >
      <header className="flex flex-col gap-1.5">
        <div className="flex items-start gap-1">
          <p className="min-w-0 grow pt-1 text-13 font-semibold break-words">{procedure.name}</p>
          <Menu
            label={t("procedures.more")}
            entries={[
              {
                kind: "item",
                id: "about",
                label: t("procedures.about"),
                icon: <Info />,
              },
              {
                kind: "item",
                id: "give-up",
                label: t("procedures.giveUp"),
                icon: <LogOut />,
                isDisabled: disabledReason !== undefined,
              },
            ]}
            onAction={(id) => setOpen(id === "about" ? "about" : "give-up")}
            trigger={<IconButton size="small" label={t("procedures.more")} icon={<Ellipsis />} />}
          />
        </div>
        <div
          role="progressbar"
          aria-label={t("procedures.progress", { name: procedure.name })}
          aria-valuemin={0}
          aria-valuemax={at + ahead}
          aria-valuenow={at}
          className="h-1 overflow-hidden rounded-full bg-muted"
        >
          <div
            className="h-full bg-accent forced-colors:bg-[Highlight]"
            style={{ width: `${at + ahead === 0 ? 100 : (at / (at + ahead)) * 100}%` }}
          />
        </div>
        <p className="text-12 text-fg-2 tabular-nums">
          {t("procedures.at", { step: at + 1, ahead: Math.max(0, ahead - 1) })}
        </p>
      </header>
      {open === "about" && <AboutProcedure procedure={procedure} onClose={() => setOpen(null)} />}
      <TakenSteps run={run} nameOf={nameOf} />
      {open === "give-up" ? (
        <GiveUpForm onGiveUp={onGiveUp} onBack={() => setOpen(null)} />
      ) : (
        step !== undefined && (
          <StepForm
            // Another step is another form; a version may come to the same one only once.
            key={step.key}
            step={step}
            isLast={ahead === 1}
            disabledReason={disabledReason}
            {...inReply(step.body)}
            onTake={(answer) => take(step.key, answer)}
          />
        )
      )}
      {disabledReason !== undefined && <p className="text-12 text-fg-2">{disabledReason}</p>}
      {needed !== undefined && needed.key !== current && (
        <p className="flex items-start gap-1.5 text-12 text-warn-text">
          <Lock aria-hidden="true" className="lucide mt-0.5 size-3.5 flex-none" />
          <span className="min-w-0 break-words">
            {t("procedures.neededFirst", { step: needed.title })}
          </span>
        </p>
      )}
    </section>
  );

  function inReply(body: string) {
    const pieces = fillQuickReply(body, facts);
    const words = wordsOf(pieces).trim();
    return { pieces, isInReply: isInReply(words), onPutInReply: () => onPutInReply(words) };
  }
}
