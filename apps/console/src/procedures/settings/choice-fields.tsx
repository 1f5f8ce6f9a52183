import type { ProcedureStepView } from "@circuito/protocol";
import { STEP_CHOICES_MAX } from "@circuito/protocol/procedure-text";
import { Button, IconButton, TextField } from "@circuito/ui";
import { ArrowRight, Plus, X } from "lucide-react";
import { useT } from "../../i18n/translate.ts";
import { blankChoice } from "./procedure-edit.ts";
import { GoTo } from "./step-editor.tsx";

interface ChoiceFieldsProps {
  readonly step: ProcedureStepView;
  readonly steps: readonly ProcedureStepView[];
  readonly onChange: (choices: ProcedureStepView["choices"]) => void;
}

/** The ways on from a decision, each with where it leads. */
export function ChoiceFields({ step, steps, onChange }: ChoiceFieldsProps) {
  const t = useT();
  const { choices } = step;
  const put = (at: number, part: Partial<(typeof choices)[number]>) =>
    onChange(choices.map((choice, n) => (n === at ? { ...choice, ...part } : choice)));
  return (
    <div className="flex flex-col gap-2">
      <p className="text-13 font-medium">{t("procedures.choices")}</p>
      <ol aria-label={t("procedures.choices")} className="flex flex-col gap-3">
        {choices.map((choice, at) => {
          const number = at + 1;
          return (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: a choice has no name but its words
              key={at}
              className="flex items-start gap-2"
            >
              <div className="grid min-w-0 grow items-start gap-2 min-[600px]:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)]">
                <TextField
                  label={t("procedures.choice", { number })}
                  isLabelHidden
                  placeholder={t("procedures.choiceHint")}
                  maxLength={120}
                  value={choice.label}
                  onChange={(label) => put(at, { label })}
                />
                <ArrowRight
                  aria-hidden="true"
                  className="lucide mt-2 hidden size-4 text-fg-3 min-[600px]:block"
                />
                <GoTo
                  label={t("procedures.choiceGoTo", { number })}
                  isLabelHidden
                  step={step}
                  steps={steps}
                  value={choice.goTo}
                  onChange={(goTo) => put(at, { goTo })}
                />
              </div>
              <IconButton
                label={t("procedures.removeChoice", { number })}
                icon={<X />}
                isDisabled={choices.length <= 2}
                onPress={() => onChange(choices.filter((_, n) => n !== at))}
              />
            </li>
          );
        })}
      </ol>
      <Button
        size="small"
        icon={<Plus />}
        className="self-start"
        disabledReason={
          choices.length >= STEP_CHOICES_MAX
            ? t("procedures.choicesFull", { max: STEP_CHOICES_MAX })
            : undefined
        }
        onPress={() => onChange([...choices, blankChoice()])}
      >
        {t("procedures.addChoice")}
      </Button>
    </div>
  );
}
