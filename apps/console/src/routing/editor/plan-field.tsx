import { Button, Checkbox, ComboBox, IconButton, NumberField } from "@circuito/ui";
import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { useT } from "../../i18n/translate.ts";
import { queueOptions } from "../../verbs/queue-options.ts";
import type { PlanStep } from "../rule/rule-view.ts";
import type { RuleWorld } from "../rule/use-rule-names.ts";

const MINUTE_MS = 60_000;
const FIRST_WAIT_MS = 2 * MINUTE_MS;
/** As the server takes. */
const STEPS_MAX = 10;
const WAIT_MAX_MINUTES = 31 * 24 * 60;

interface PlanFieldProps {
  readonly plan: readonly PlanStep[];
  readonly world: RuleWorld;
  readonly error: string | undefined;
  readonly isDisabled: boolean;
  readonly onChange: (plan: PlanStep[]) => void;
}

/** Queue after queue while nobody takes it. The last one waits for as long as it takes. */
export function PlanField({ plan, world, error, isDisabled, onChange }: PlanFieldProps) {
  const t = useT();
  const put = (at: number, part: Partial<PlanStep>) =>
    onChange(plan.map((step, place) => (place === at ? { ...step, ...part } : step)));
  const options = queueOptions(world.queues);

  return (
    <div className="flex flex-col gap-2">
      <ol className="flex flex-col gap-2">
        {plan.map((step, at) => {
          const number = at + 1;
          const isLast = at === plan.length - 1;
          return (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: a step is what stands at its place
              key={at}
              className="flex flex-col gap-2 rounded-control bg-sunken p-2.5"
            >
              <div className="flex items-center gap-1">
                <span className="grow text-12 font-medium text-fg-2">
                  {t("routing.plan.step", { number })}
                </span>
                <IconButton
                  size="tiny"
                  label={t("routing.plan.up", { number })}
                  icon={<ArrowUp />}
                  isDisabled={isDisabled || at === 0}
                  onPress={() => onChange(withWaits(swapped(plan, at - 1)))}
                />
                <IconButton
                  size="tiny"
                  label={t("routing.plan.down", { number })}
                  icon={<ArrowDown />}
                  isDisabled={isDisabled || isLast}
                  onPress={() => onChange(withWaits(swapped(plan, at)))}
                />
                <IconButton
                  size="tiny"
                  label={t("routing.plan.remove", { number })}
                  icon={<X />}
                  isDisabled={isDisabled || plan.length === 1}
                  onPress={() => onChange(withWaits(plan.filter((_, place) => place !== at)))}
                />
              </div>
              <ComboBox
                label={t("routing.queue")}
                isLabelHidden
                placeholder={t("routing.pickQueue")}
                emptyText={t("routing.nothingFound")}
                options={options}
                value={step.queueId === "" ? null : step.queueId}
                isDisabled={isDisabled}
                onChange={(queueId) => put(at, { queueId: queueId ?? "" })}
              />
              <div className="grid grid-cols-2 gap-2">
                {isLast ? (
                  <p className="self-end pb-1.5 text-12 text-fg-2">{t("routing.plan.lastWaits")}</p>
                ) : (
                  <NumberField
                    label={t("routing.plan.wait")}
                    unit={t("routing.unit.minutes")}
                    minValue={1}
                    maxValue={WAIT_MAX_MINUTES}
                    isDisabled={isDisabled}
                    value={step.waitMs === null ? null : Math.round(step.waitMs / MINUTE_MS)}
                    onChange={(minutes) => put(at, { waitMs: (minutes ?? 1) * MINUTE_MS })}
                  />
                )}
                <NumberField
                  label={t("routing.plan.priorityPlus")}
                  minValue={-10}
                  maxValue={10}
                  isDisabled={isDisabled}
                  value={step.priorityPlus}
                  onChange={(priorityPlus) => put(at, { priorityPlus: priorityPlus ?? 0 })}
                />
              </div>
              <Checkbox
                isSelected={step.onEmpty === "skip"}
                isDisabled={isDisabled}
                onChange={(skips) => put(at, { onEmpty: skips ? "skip" : "wait" })}
              >
                {t("routing.plan.skip")}
              </Checkbox>
              <Checkbox
                isSelected={step.skills === "relaxed"}
                isDisabled={isDisabled}
                onChange={(isWish) => put(at, { skills: isWish ? "relaxed" : "required" })}
              >
                {t("routing.plan.relaxed")}
              </Checkbox>
            </li>
          );
        })}
      </ol>
      {error !== undefined && <p className="text-12 text-danger-text">{error}</p>}
      <div>
        <Button
          size="small"
          variant="ghost"
          icon={<Plus />}
          isDisabled={isDisabled || plan.length >= STEPS_MAX}
          onPress={() => onChange(withWaits([...plan, NEW_STEP]))}
        >
          {t("routing.plan.add")}
        </Button>
      </div>
    </div>
  );
}

const NEW_STEP: PlanStep = {
  queueId: "",
  waitMs: null,
  skills: "required",
  priorityPlus: 0,
  onEmpty: "wait",
};

/** After whoever waits for ever nobody would ever come: only the last one does. */
function withWaits(plan: readonly PlanStep[]): PlanStep[] {
  return plan.map((step, at) =>
    at === plan.length - 1
      ? { ...step, waitMs: null }
      : { ...step, waitMs: step.waitMs ?? FIRST_WAIT_MS },
  );
}

/** The step and the one after it, the other way round. */
function swapped(plan: readonly PlanStep[], at: number): readonly PlanStep[] {
  const [step, next] = [plan[at], plan[at + 1]];
  if (!step || !next) return plan;
  return [...plan.slice(0, at), next, step, ...plan.slice(at + 2)];
}
