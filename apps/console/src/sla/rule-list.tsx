import { Button, IconButton, NumberField, Select } from "@circuito/ui";
import { Plus, X } from "lucide-react";
import { measureName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { useMedia } from "../shell/use-media.ts";
import { useQueues } from "../workspace/queries.ts";
import { MEASURES, type Measure, type Rule } from "./policy-form.ts";
import { IN_ROWS } from "./target-list.tsx";

interface RuleListProps {
  readonly rules: readonly Rule[];
  readonly onChange: (rules: readonly Rule[]) => void;
}

const MOMENTS = ["warning", "breach", "overdue"] as const;
const ACTIONS = ["raise-priority", "notify-agent", "notify-supervisors", "move"] as const;
type ActionId = (typeof ACTIONS)[number];

const idOf = ({ action }: Rule): ActionId =>
  action.kind === "notify" ? `notify-${action.whom}` : action.kind;

function actionOf(id: ActionId): Rule["action"] {
  switch (id) {
    case "raise-priority":
      return { kind: "raise-priority", by: 1 };
    case "notify-agent":
      return { kind: "notify", whom: "agent" };
    case "notify-supervisors":
      return { kind: "notify", whom: "supervisors" };
    case "move":
      return { kind: "move", queueId: "" };
  }
}

/** What is done at 75, 100 and 150 % of a promise's time. */
export function RuleList({ rules, onChange }: RuleListProps) {
  const t = useT();
  const isInRows = useMedia(IN_ROWS);
  const queues = useQueues().data ?? [];
  const set = (index: number, rule: Rule) =>
    onChange(rules.map((one, i) => (i === index ? rule : one)));
  return (
    <>
      {rules.length > 0 && (
        <ul className="flex flex-col divide-y divide-line-subtle rounded-pane border border-line">
          {rules.map((rule, index) => {
            const { action } = rule;
            return (
              <li
                // biome-ignore lint/suspicious/noArrayIndexKey: a rule that is edited is its place
                key={index}
                className="flex flex-wrap items-end gap-3 px-3 py-3"
              >
                <Select
                  label={t("sla.moment")}
                  isLabelHidden={isInRows && index > 0}
                  options={MOMENTS.map((id) => ({ id, label: t(`sla.moment.${id}`) }))}
                  value={rule.at}
                  placeholder=""
                  onChange={(at) => set(index, { ...rule, at })}
                  className="w-60"
                />
                <Select
                  label={t("sla.ofMeasure")}
                  isLabelHidden={isInRows && index > 0}
                  options={[
                    { id: "any", label: t("sla.anyMeasure") },
                    ...MEASURES.map((id) => ({ id, label: measureName(id) })),
                  ]}
                  value={rule.measures?.[0] ?? "any"}
                  placeholder=""
                  onChange={(id) => {
                    const { measures: _before, ...rest } = rule;
                    set(index, id === "any" ? rest : { ...rest, measures: [id as Measure] });
                  }}
                  className="min-w-40 flex-1"
                />
                <Select
                  label={t("sla.action")}
                  isLabelHidden={isInRows && index > 0}
                  options={ACTIONS.map((id) => ({ id, label: t(`sla.action.${id}`) }))}
                  value={idOf(rule)}
                  placeholder=""
                  onChange={(id) => set(index, { ...rule, action: actionOf(id) })}
                  className="min-w-44 flex-1"
                />
                {action.kind === "raise-priority" && (
                  <NumberField
                    label={t("sla.raiseBy")}
                    value={action.by}
                    minValue={1}
                    maxValue={5}
                    onChange={(by) => set(index, { ...rule, action: { ...action, by: by ?? 1 } })}
                    className="w-28"
                  />
                )}
                {action.kind === "move" && (
                  <Select
                    label={t("sla.moveTo")}
                    options={queues.map(({ id, name }) => ({ id, label: name }))}
                    value={action.queueId === "" ? null : action.queueId}
                    placeholder={t("sla.chooseQueue")}
                    onChange={(queueId) =>
                      set(index, { ...rule, action: { kind: "move", queueId } })
                    }
                    error={action.queueId === "" ? t("sla.chooseQueue") : undefined}
                    className="w-44"
                  />
                )}
                <IconButton
                  label={t("sla.removeRule", { number: index + 1 })}
                  icon={<X />}
                  onPress={() => onChange(rules.filter((_, i) => i !== index))}
                />
              </li>
            );
          })}
        </ul>
      )}
      {rules.length === 0 && <p className="text-13 text-fg-2">{t("sla.noRules")}</p>}
      <Button
        icon={<Plus />}
        className="self-start"
        onPress={() =>
          onChange([...rules, { at: "breach", action: { kind: "notify", whom: "supervisors" } }])
        }
      >
        {t("sla.addRule")}
      </Button>
    </>
  );
}
