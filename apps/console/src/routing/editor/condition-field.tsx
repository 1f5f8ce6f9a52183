import { ComboBox, SegmentedControl, Select } from "@circuito/ui";
import { useT } from "../../i18n/translate.ts";
import { queueOptions } from "../../verbs/queue-options.ts";
import type { ConditionName, Rule, SimpleCondition } from "../rule/rule-view.ts";
import type { RuleWorld } from "../rule/use-rule-names.ts";
import { AttributesField } from "./attributes-field.tsx";
import { isClosedList, optionsFor } from "./condition-options.ts";
import { PatternField } from "./pattern-field.tsx";
import { RangeField } from "./range-field.tsx";
import { ValuesField } from "./values-field.tsx";

const MINUTE_MS = 60_000;
/** As long as the server takes: nobody waits longer for a routing decision. */
const WAIT_MAX_MINUTES = 31 * 24 * 60;
const QUEUE_LENGTH_MAX = 100_000;

interface ConditionFieldProps {
  readonly name: ConditionName;
  readonly condition: SimpleCondition;
  readonly rules: readonly Rule[];
  readonly world: RuleWorld;
  readonly error: string | undefined;
  readonly isDisabled: boolean;
  readonly onChange: (part: SimpleCondition) => void;
}

/** What one condition asks for, by its kind. */
export function ConditionField(props: ConditionFieldProps) {
  const { name, condition, rules, world, error, isDisabled, onChange } = props;
  const t = useT();
  switch (name) {
    case "words":
    case "channels":
    case "inboxIds":
    case "writtenTo":
    case "languages":
    case "segments":
      return (
        <ValuesField
          label={t(`routing.condition.${name}`)}
          isLabelHidden
          placeholder={t(`routing.placeholder.${name}`)}
          options={optionsFor(name, world, rules)}
          takesOwn={!isClosedList(name)}
          values={condition[name] ?? []}
          error={error}
          isDisabled={isDisabled}
          onChange={(values) => onChange({ [name]: values })}
        />
      );
    case "patterns":
      return (
        <PatternField
          patterns={condition.patterns ?? []}
          error={error}
          isDisabled={isDisabled}
          onChange={(patterns) => onChange({ patterns })}
        />
      );
    case "hours":
      return (
        <div className="flex">
          <SegmentedControl
            label={t("routing.condition.hours")}
            value={condition.hours ?? "open"}
            segments={(["open", "closed"] as const).map((id) => ({
              id,
              label: t(`routing.hours.${id}`),
            }))}
            onChange={(hours) => onChange({ hours })}
          />
        </div>
      );
    case "returning":
      return (
        <div className="flex">
          <SegmentedControl
            label={t("routing.condition.returning")}
            value={condition.returning === false ? "new" : "known"}
            segments={(["known", "new"] as const).map((id) => ({
              id,
              label: t(`routing.returning.${id}`),
            }))}
            onChange={(value) => onChange({ returning: value === "known" })}
          />
        </div>
      );
    case "attributes":
      return (
        <AttributesField
          attributes={condition.attributes ?? {}}
          isDisabled={isDisabled}
          onChange={(attributes) => onChange({ attributes })}
        />
      );
    case "menuAnswer":
      return <MenuAnswer {...props} />;
    case "waited":
      return (
        <RangeField
          range={condition.waited ?? {}}
          unit={MINUTE_MS}
          unitLabel={t("routing.unit.minutes")}
          max={WAIT_MAX_MINUTES}
          isDisabled={isDisabled}
          onChange={(waited) => onChange({ waited })}
        />
      );
    case "queueLength": {
      const asked = condition.queueLength ?? { queueId: "" };
      return (
        <div className="flex flex-col gap-2">
          <ComboBox
            label={t("routing.queue")}
            isLabelHidden
            placeholder={t("routing.pickQueue")}
            emptyText={t("routing.nothingFound")}
            options={queueOptions(world.queues)}
            value={asked.queueId === "" ? null : asked.queueId}
            error={error}
            isDisabled={isDisabled}
            onChange={(queueId) => onChange({ queueLength: { ...asked, queueId: queueId ?? "" } })}
          />
          <RangeField
            range={asked}
            unit={1}
            unitLabel={t("routing.unit.waiting")}
            max={QUEUE_LENGTH_MAX}
            isDisabled={isDisabled}
            onChange={({ atLeast, below }) =>
              onChange({
                queueLength: {
                  queueId: asked.queueId,
                  ...(atLeast !== undefined && { atLeast }),
                  ...(below !== undefined && { below }),
                },
              })
            }
          />
        </div>
      );
    }
  }
}

/** An answer that a menu offers; one that no menu offers any more stays to be seen. */
function MenuAnswer({ condition, world, error, isDisabled, onChange }: ConditionFieldProps) {
  const t = useT();
  const path = condition.menuAnswer ?? [];
  const known = world.menus.flatMap(({ inboxId, options }) =>
    options.map(({ path: answer, labels }) => ({
      id: answer.join("/"),
      label: labels.join(" › "),
      description: world.names.inbox(inboxId),
    })),
  );
  const chosen = path.join("/");
  const options = [...new Map(known.map((option) => [option.id, option])).values()];
  const isKnown = chosen === "" || options.some(({ id }) => id === chosen);
  return (
    <Select
      label={t("routing.condition.menuAnswer")}
      isLabelHidden
      placeholder={t(options.length === 0 ? "routing.noMenus" : "routing.placeholder.menuAnswer")}
      options={
        isKnown
          ? options
          : [...options, { id: chosen, label: path.join(" › "), description: t("routing.gone") }]
      }
      value={chosen === "" ? null : chosen}
      error={error ?? (isKnown ? undefined : t("routing.menuGone"))}
      isDisabled={isDisabled}
      onChange={(id) => onChange({ menuAnswer: id.split("/") })}
    />
  );
}
