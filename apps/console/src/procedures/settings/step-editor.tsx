import type { ProcedureStepView } from "@circuito/protocol";
import {
  END,
  type ProcedureMistake,
  STEP_BODY_LENGTH_MAX,
  STEP_FIELDS,
  STEP_KINDS,
} from "@circuito/protocol/procedure-text";
import { unknownVariables } from "@circuito/protocol/writing-text";
import { Button, Callout, Select, Switch, TextArea, TextField } from "@circuito/ui";
import { Trash2 } from "lucide-react";
import { type RefObject, useRef } from "react";
import { useT } from "../../i18n/translate.ts";
import { VariableButtons } from "../../writing/variable-buttons.tsx";
import { FIELD_NAMES, KIND_NAMES } from "../step-words.ts";
import { ChoiceFields } from "./choice-fields.tsx";
import { asKind, targetsOf } from "./procedure-edit.ts";
import { mistakeText } from "./procedure-mistakes.ts";

export interface StepEditorProps {
  readonly step: ProcedureStepView;
  readonly steps: readonly ProcedureStepView[];
  readonly mistake: ProcedureMistake | undefined;
  readonly titleRef: RefObject<HTMLInputElement | null>;
  readonly onChange: (step: ProcedureStepView) => void;
  /** Enter in its title: the next one is written. */
  readonly onEnter: () => void;
  readonly onRemove: () => void;
}

/** One step: of which kind, what it says, and where it goes on. */
export function StepEditor(props: StepEditorProps) {
  const { step, steps, mistake, titleRef, onChange, onEnter, onRemove } = props;
  const t = useT();
  const body = useRef<HTMLTextAreaElement>(null);
  const { kind } = step;
  const put = (part: Partial<ProcedureStepView>) => onChange({ ...step, ...part });
  const isText = kind === "text";
  const unknown = isText ? unknownVariables(step.body) : [];
  const number = steps.indexOf(step) + 1;
  return (
    <section
      aria-label={t("procedures.stepNumber", { number })}
      className="flex min-w-0 flex-col gap-4 rounded-pane border border-line p-4"
    >
      <div className="flex items-center gap-2">
        <h3 className="min-w-0 grow text-14s">{t("procedures.stepNumber", { number })}</h3>
        <Button size="small" variant="ghost" icon={<Trash2 />} onPress={onRemove}>
          {t("procedures.removeStep")}
        </Button>
      </div>
      {mistake !== undefined && (
        <div role="status">
          <Callout tone="danger">{mistakeText(mistake.because)}</Callout>
        </div>
      )}
      <TextField
        label={t("procedures.stepTitle")}
        description={t("procedures.stepTitleText")}
        maxLength={200}
        value={step.title}
        inputRef={titleRef}
        onChange={(title) => put({ title })}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.nativeEvent.isComposing) {
            event.preventDefault();
            onEnter();
          } else event.continuePropagation();
        }}
      />
      <Select
        label={t("procedures.kind")}
        placeholder={t("procedures.kind")}
        value={kind}
        options={STEP_KINDS.map((id) => ({
          id,
          label: t(KIND_NAMES[id]),
          description: t(`procedures.kindText.${id}`),
        }))}
        onChange={(chosen) => onChange(asKind(step, chosen))}
      />
      <TextArea
        label={t(isText ? "procedures.bodyOfText" : "procedures.body")}
        maxLength={STEP_BODY_LENGTH_MAX}
        minRows={isText ? 3 : 2}
        value={step.body}
        textAreaRef={body}
        onChange={(text) => put({ body: text })}
        error={
          unknown.length === 0
            ? undefined
            : t("procedures.unknownVariable", { names: unknown.join(", ") })
        }
      />
      {isText && (
        <VariableButtons
          label={t("procedures.variables")}
          box={body}
          text={step.body}
          onWrite={(text) => put({ body: text })}
        />
      )}
      {kind === "link" && (
        <TextField
          label={t("procedures.url")}
          placeholder="https://"
          type="url"
          inputMode="url"
          maxLength={2_000}
          value={step.url ?? ""}
          onChange={(url) => put({ url: url === "" ? null : url })}
        />
      )}
      {kind === "field" && (
        <Select
          label={t("procedures.fieldKind")}
          placeholder={t("procedures.fieldKind")}
          value={step.field}
          options={STEP_FIELDS.map((id) => ({ id, label: t(FIELD_NAMES[id]) }))}
          onChange={(field) => put({ field })}
        />
      )}
      {kind === "decision" ? (
        <ChoiceFields step={step} steps={steps} onChange={(choices) => put({ choices })} />
      ) : (
        <>
          <Switch
            isSelected={step.isRequired}
            onChange={(isRequired) => put({ isRequired })}
            description={t("procedures.requiredText")}
          >
            {t("procedures.required")}
          </Switch>
          <GoTo
            label={t("procedures.goTo")}
            step={step}
            steps={steps}
            value={step.goTo}
            onChange={(goTo) => put({ goTo })}
          />
        </>
      )}
    </section>
  );
}

interface GoToProps {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly step: ProcedureStepView;
  readonly steps: readonly ProcedureStepView[];
  readonly value: string | null;
  readonly onChange: (goTo: string | null) => void;
}

const BELOW = "below";

/** Where it goes on: the step below, another one further down, or the end. */
export function GoTo({ label, isLabelHidden, step, steps, value, onChange }: GoToProps) {
  const t = useT();
  const nameOf = (key: string) => {
    if (key === END) return t("procedures.end");
    const at = steps.findIndex((one) => one.key === key);
    if (at === -1) return t("procedures.goneStep");
    return `${at + 1}. ${steps[at]?.title || t("procedures.untitled")}`;
  };
  return (
    <Select
      label={label}
      {...(isLabelHidden && { isLabelHidden })}
      placeholder={label}
      value={value ?? BELOW}
      options={[
        { id: BELOW, label: t("procedures.below") },
        ...targetsOf(steps, step, value).map((id) => ({ id, label: nameOf(id) })),
      ]}
      onChange={(id) => onChange(id === BELOW ? null : id)}
    />
  );
}
