import type { ProcedureStepView } from "@circuito/protocol";
import {
  type ProcedureMistake,
  STEP_KINDS,
  STEPS_MAX,
  type StepKind,
} from "@circuito/protocol/procedure-text";
import { newId } from "@circuito/realtime";
import { Button, Chip, EmptyState, Menu, SortableList } from "@circuito/ui";
import { ListChecks, Plus, TriangleAlert } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useT } from "../../i18n/translate.ts";
import { KIND_ICONS, KIND_NAMES } from "../step-words.ts";
import { changeStep, emptyStep, insertStep, moveStep, removeStep } from "./procedure-edit.ts";
import { mistakeText } from "./procedure-mistakes.ts";
import { StepEditor } from "./step-editor.tsx";

interface StepsEditorProps {
  readonly steps: readonly ProcedureStepView[];
  readonly mistakes: readonly ProcedureMistake[];
  readonly onChange: (steps: ProcedureStepView[]) => void;
}

/** The steps in their order at the left, and what the open one says beside them. */
export function StepsEditor({ steps, mistakes, onChange }: StepsEditorProps) {
  const t = useT();
  const [openKey, setOpenKey] = useState(steps[0]?.key);
  const title = useRef<HTMLInputElement>(null);
  const wantsTitle = useRef(false);
  const open = steps.find(({ key }) => key === openKey);
  useEffect(() => {
    if (!wantsTitle.current) return;
    wantsTitle.current = false;
    title.current?.focus();
  });
  const isFull = steps.length >= STEPS_MAX;

  function show(key: string | undefined): void {
    wantsTitle.current = true;
    setOpenKey(key);
  }

  /** Behind the one that is open: Enter in a title goes on writing. */
  function add(kind: StepKind): void {
    if (isFull) return;
    const step = emptyStep(newId(), kind);
    onChange(insertStep(steps, step, openKey));
    show(step.key);
  }

  function remove({ key }: ProcedureStepView): void {
    const at = steps.findIndex((step) => step.key === key);
    onChange(removeStep(steps, key));
    show((steps[at + 1] ?? steps[at - 1])?.key);
  }

  const adds = (
    <Menu
      label={t("procedures.addStep")}
      entries={STEP_KINDS.map((kind) => {
        const Icon = KIND_ICONS[kind];
        return {
          kind: "item",
          id: kind,
          label: t(KIND_NAMES[kind]),
          description: t(`procedures.kindText.${kind}`),
          icon: <Icon />,
        };
      })}
      onAction={(id) => add(STEP_KINDS.find((kind) => kind === id) ?? "check")}
      trigger={
        <Button
          icon={<Plus />}
          className="self-start"
          disabledReason={isFull ? t("procedures.full", { max: STEPS_MAX }) : undefined}
        >
          {t("procedures.addStep")}
        </Button>
      }
    />
  );
  if (steps.length === 0) {
    return (
      <EmptyState icon={<ListChecks />} title={t("procedures.mistake.noSteps")} action={adds}>
        {t("procedures.noStepsText")}
      </EmptyState>
    );
  }
  return (
    <div className="grid items-start gap-6 min-[1080px]:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
      <div className="flex min-w-0 flex-col gap-3">
        <SortableList
          label={t("procedures.stepsHead")}
          items={steps.map((step, at) => ({
            id: step.key,
            name: step.title || t("procedures.stepNumber", { number: at + 1 }),
            step,
          }))}
          currentId={open?.key}
          onOpen={show}
          onMove={(key, to) => onChange(moveStep(steps, key, to))}
          texts={{
            drag: (name) => t("procedures.drag", { name }),
            up: (name) => t("procedures.up", { name }),
            down: (name) => t("procedures.down", { name }),
            pinned: "",
          }}
        >
          {({ step }, at) => (
            <StepLine
              step={step}
              number={at + 1}
              mistake={mistakes.find((one) => one.step === step.key)}
            />
          )}
        </SortableList>
        {adds}
      </div>
      {open !== undefined && (
        <StepEditor
          key={open.key}
          step={open}
          steps={steps}
          mistake={mistakes.find((one) => one.step === open.key)}
          titleRef={title}
          onChange={(step) => onChange(changeStep(steps, step))}
          onEnter={() => add(open.kind === "decision" ? "check" : open.kind)}
          onRemove={() => remove(open)}
        />
      )}
    </div>
  );
}

interface StepLineProps {
  readonly step: ProcedureStepView;
  readonly number: number;
  readonly mistake: ProcedureMistake | undefined;
}

function StepLine({ step, number, mistake }: StepLineProps) {
  const t = useT();
  const Icon = KIND_ICONS[step.kind];
  return (
    <span className="flex min-w-0 items-start gap-2 py-1">
      <span className="w-5 flex-none text-right text-12 leading-5 text-fg-3 tabular-nums">
        {number}
      </span>
      <Icon
        aria-label={t(KIND_NAMES[step.kind])}
        className="lucide mt-0.5 size-4 flex-none text-fg-2"
      />
      <span className="flex min-w-0 grow flex-col">
        <span className={step.title === "" ? "text-fg-3" : "wrap-anywhere"}>
          {step.title || t("procedures.untitled")}
        </span>
        {mistake !== undefined && (
          <span className="flex items-start gap-1 text-12 text-danger-text">
            <TriangleAlert aria-hidden="true" className="lucide mt-0.5 size-3 flex-none" />
            {mistakeText(mistake.because)}
          </span>
        )}
      </span>
      {step.isRequired && <Chip variant="plain">{t("procedures.required")}</Chip>}
    </span>
  );
}
