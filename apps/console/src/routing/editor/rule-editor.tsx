import type { RuleWarningView } from "@circuito/protocol";
import { Callout, Switch, TextField } from "@circuito/ui";
import { TriangleAlert } from "lucide-react";
import { type Ref, useId } from "react";
import { useT } from "../../i18n/translate.ts";
import { mistakeAt } from "../draft/mistake-text.ts";
import { unfinishedIn } from "../draft/unfinished.ts";
import { warningText } from "../draft/warning-text.ts";
import { sentenceParts } from "../rule/rule-sentence.ts";
import type { Rule } from "../rule/rule-view.ts";
import { Sentence } from "../rule/sentence.tsx";
import type { RuleWorld } from "../rule/use-rule-names.ts";
import { ConditionsEditor } from "./conditions-editor.tsx";
import { ExtrasEditor } from "./extras-editor.tsx";
import { TargetField } from "./target-field.tsx";

interface RuleEditorProps {
  readonly rule: Rule;
  readonly rules: readonly Rule[];
  readonly world: RuleWorld;
  readonly warnings: readonly RuleWarningView[];
  /** Of this rule, by the names of its parts. */
  readonly mistakes: ReadonlyMap<string, string>;
  readonly mayEdit: boolean;
  /** Somebody went on or tried it: what is missing is marked. */
  readonly isChecked: boolean;
  readonly nameRef: Ref<HTMLInputElement>;
  readonly onChange: (rule: Rule) => void;
}

/** A rule in its three parts: when it is asked, what must hold, and what it does. */
export function RuleEditor(props: RuleEditorProps) {
  const { rule, rules, world, warnings, mistakes, mayEdit, isChecked, nameRef, onChange } = props;
  const t = useT();
  const previewId = useId();
  const unfinished = isChecked ? unfinishedIn(rule) : [];
  const unsaidExtras = new Set(
    unfinished.flatMap((one) => (one.at === "action" ? [one.name] : [])),
  );
  const isUnsaid = (kind: "name" | "to") => unfinished.some((one) => one.at === kind);
  const isDisabled = !mayEdit;
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-end gap-3">
        <TextField
          className="min-w-48 grow"
          label={t("routing.name")}
          autoComplete="off"
          maxLength={NAME_MAX}
          isDisabled={isDisabled}
          inputRef={nameRef}
          value={rule.name}
          error={isUnsaid("name") ? t("routing.sayName") : mistakeAt(mistakes, "name")}
          onChange={(name) => onChange({ ...rule, name })}
        />
        <div className="pb-1">
          <Switch
            isSelected={rule.enabled}
            isDisabled={isDisabled}
            onChange={(enabled) => onChange({ ...rule, enabled })}
          >
            {t("routing.on")}
          </Switch>
        </div>
      </div>
      {warnings.length > 0 && (
        <ul className="flex flex-col gap-2">
          {warnings.map((warning) => (
            <li key={JSON.stringify(warning)}>
              <Callout tone="warn" icon={<TriangleAlert aria-hidden="true" className="size-4" />}>
                {warningText(warning, rules, world.names, t)}
              </Callout>
            </li>
          ))}
        </ul>
      )}
      <section className="flex flex-col gap-1">
        <h3 className="text-14s">{t("routing.when")}</h3>
        <p className="text-13 text-fg-2">{t("routing.whenText")}</p>
      </section>
      <ConditionsEditor
        condition={rule.condition}
        rules={rules}
        world={world}
        mistakes={mistakes}
        unfinished={unfinished}
        isDisabled={isDisabled}
        onChange={(condition) => onChange({ ...rule, condition })}
      />
      <section aria-labelledby="rule-then" className="flex flex-col gap-2">
        <h3 id="rule-then" className="text-14s">
          {t("routing.then")}
        </h3>
        <TargetField
          to={rule.action.to}
          world={world}
          error={
            mistakeAt(mistakes, "action.to") ?? (isUnsaid("to") ? t("routing.sayQueue") : undefined)
          }
          isDisabled={isDisabled}
          onChange={(to) => onChange({ ...rule, action: { ...rule.action, to } })}
        />
        <ExtrasEditor
          action={rule.action}
          rules={rules}
          world={world}
          mistakes={mistakes}
          unfinished={unsaidExtras}
          isDisabled={isDisabled}
          onChange={(action) => onChange({ ...rule, action })}
        />
      </section>
      <section aria-labelledby={previewId} className="rounded-pane bg-sunken px-3 py-2.5">
        <h3 id={previewId} className="text-12 font-medium text-fg-2">
          {t("routing.inWords")}
        </h3>
        <p className="mt-1 text-13 text-fg-2">
          <Sentence parts={sentenceParts(rule, world.names, t)} />. {t("routing.stopsHere")}
        </p>
      </section>
    </div>
  );
}

/** As the server takes. */
const NAME_MAX = 120;
