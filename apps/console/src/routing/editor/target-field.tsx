import { ComboBox, SegmentedControl } from "@circuito/ui";
import { levelName } from "../../i18n/labels.ts";
import { useT } from "../../i18n/translate.ts";
import { queueOptions } from "../../verbs/queue-options.ts";
import type { Target } from "../rule/rule-view.ts";
import type { RuleWorld } from "../rule/use-rule-names.ts";
import { PlanField } from "./plan-field.tsx";

interface TargetFieldProps {
  readonly to: Target;
  readonly world: RuleWorld;
  readonly error: string | undefined;
  readonly isDisabled: boolean;
  readonly onChange: (to: Target) => void;
}

const KINDS = ["queue", "level", "plan"] as const;
type Kind = (typeof KINDS)[number];
const LEVELS = ["1", "2", "3"] as const;

/** Where a conversation goes: to a queue, to a level, or to queue after queue. */
export function TargetField({ to, world, error, isDisabled, onChange }: TargetFieldProps) {
  const t = useT();
  const kind = kindOf(to);
  return (
    <div className="flex flex-col gap-2 rounded-pane border border-line p-3">
      <div className="flex">
        <SegmentedControl
          label={t("routing.target")}
          value={kind}
          segments={KINDS.map((id) => ({ id, label: t(`routing.target.${id}`) }))}
          onChange={(next) => onChange(changed(to, next))}
        />
      </div>
      {"queueId" in to && (
        <ComboBox
          label={t("routing.queue")}
          isLabelHidden
          placeholder={t("routing.pickQueue")}
          emptyText={t("routing.nothingFound")}
          options={queueOptions(world.queues)}
          value={to.queueId === "" ? null : to.queueId}
          error={error}
          isDisabled={isDisabled}
          onChange={(queueId) => onChange({ queueId: queueId ?? "" })}
        />
      )}
      {"level" in to && (
        <>
          <div className="flex">
            <SegmentedControl
              label={t("routing.target.level")}
              value={LEVELS[to.level - 1] ?? "1"}
              segments={LEVELS.map((id) => ({ id, label: levelName(Number(id)) }))}
              onChange={(id) => onChange({ level: id === "1" ? 1 : id === "2" ? 2 : 3 })}
            />
          </div>
          <p className="text-12 text-fg-2">{levelText(to.level, world, t)}</p>
        </>
      )}
      {"plan" in to && (
        <PlanField
          plan={to.plan}
          world={world}
          error={error}
          isDisabled={isDisabled}
          onChange={(plan) => onChange({ plan })}
        />
      )}
    </div>
  );
}

function kindOf(to: Target): Kind {
  if ("queueId" in to) return "queue";
  return "level" in to ? "level" : "plan";
}

/** The first queue that was named stays. */
function changed(to: Target, kind: Kind): Target {
  const queueId = "queueId" in to ? to.queueId : "plan" in to ? (to.plan[0]?.queueId ?? "") : "";
  switch (kind) {
    case "queue":
      return { queueId };
    case "level":
      return { level: 1 };
    case "plan":
      return { plan: [{ queueId, waitMs: null, ...NEW_STEP }] };
  }
}

const NEW_STEP = { skills: "required", priorityPlus: 0, onEmpty: "wait" } as const;

/** As the router finds it: the first that is not the supervisors'. */
function levelText(level: number, { queues }: RuleWorld, t: ReturnType<typeof useT>): string {
  const first = queues.find((queue) => queue.level === level && queue.role !== "supervisor");
  return first
    ? t("routing.levelQueue", { queue: first.name })
    : t("routing.levelNoQueue", { level });
}
