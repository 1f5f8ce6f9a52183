import { Button, Callout, Problem, SegmentedControl } from "@circuito/ui";
import { History } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { ApiError } from "../../api/request.ts";
import { dayTime } from "../../i18n/format.ts";
import { useT } from "../../i18n/translate.ts";
import { errorText } from "../../verbs/problem-text.ts";
import type { Rule } from "../rule/rule-view.ts";
import type { RuleWorld } from "../rule/use-rule-names.ts";
import { FlowMatrix } from "./flow-matrix.tsx";
import { flowsOf } from "./flows.ts";
import { LoadChart } from "./load-chart.tsx";
import { type BackTestProgress, type BackTestTable, runBackTest } from "./run-back-test.ts";

const PERIODS = ["1", "7", "30"] as const;
/** From this share on somebody should look twice: a rule too wide moves a fifth and more. */
const MANY_MOVE = 0.2;

interface PastTrialProps {
  readonly rules: readonly Rule[];
  readonly world: RuleWorld;
  readonly flush: () => Promise<boolean>;
}

/** What came lately, decided by the draft: what would go elsewhere, and how full queues would be. */
export function PastTrial({ rules, world, flush }: PastTrialProps) {
  const t = useT();
  const [days, setDays] = useState<(typeof PERIODS)[number]>("7");
  const [progress, setProgress] = useState<BackTestProgress | null>(null);
  const [table, setTable] = useState<BackTestTable | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isRunning, setRunning] = useState(false);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  async function tryOut() {
    const controller = new AbortController();
    running.current = controller;
    setRunning(true);
    setProblem(null);
    setProgress(null);
    setTable(null);
    try {
      if (await flush()) setTable(await runBackTest(Number(days), setProgress, controller.signal));
      else setProblem(t("routing.trial.finishFirst"));
    } catch (error) {
      if (controller.signal.aborted) setProblem(null);
      else if (error instanceof ApiError && error.details.because === "still-running") {
        setProblem(t("routing.back.busy"));
      } else setProblem(errorText(error));
    } finally {
      setRunning(false);
    }
  }

  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isRunning) void tryOut();
      }}
    >
      <div className="flex flex-wrap items-center gap-3">
        <SegmentedControl
          label={t("routing.back.period")}
          value={days}
          segments={PERIODS.map((id) => ({ id, label: t("routing.back.days", { days: id }) }))}
          onChange={setDays}
        />
        {isRunning ? (
          // Not the same button with other words: the key that began it must not end it as it rises.
          <Button key="cancel" type="button" autoFocus onPress={() => running.current?.abort()}>
            {t("action.cancel")}
          </Button>
        ) : (
          <Button
            key="run"
            type="submit"
            variant="primary"
            autoFocus={table !== null}
            icon={<History />}
            keys={["Ctrl", "Enter"]}
          >
            {t("routing.back.run")}
          </Button>
        )}
        <p role="status" className="text-12 text-fg-2 tabular-nums">
          {isRunning &&
            (progress === null
              ? t("routing.back.begins")
              : t("routing.back.progress", {
                  count: progress.read,
                  back: dayTime(progress.back),
                }))}
        </p>
      </div>
      {isRunning && (
        <span
          aria-hidden="true"
          className="skeleton block h-1 w-full rounded-full bg-accent-soft-2"
        />
      )}
      {problem !== null && <Problem>{problem}</Problem>}
      {table !== null && <Result table={table} rules={rules} world={world} />}
      {table === null && problem === null && !isRunning && (
        <p className="max-w-prose text-13 text-fg-2">{t("routing.back.intro")}</p>
      )}
    </form>
  );
}

interface ResultProps {
  readonly table: BackTestTable;
  readonly rules: readonly Rule[];
  readonly world: RuleWorld;
}

function Result({ table, rules, world }: ResultProps) {
  const t = useT();
  const { conversations, moved, changed, complete } = table;
  if (conversations === 0) return <p className="text-13 text-fg-2">{t("routing.back.none")}</p>;
  const flows = flowsOf(table.rows);
  const share = moved / conversations;
  return (
    <div className="flex flex-col gap-5">
      <p className="text-14s">
        {t("routing.back.summary", { count: conversations, moved, changed })}
      </p>
      {share >= MANY_MOVE && (
        <Callout tone="warn">
          {t("routing.back.manyMove", { percent: Math.round(share * 100) })}
        </Callout>
      )}
      {!complete && <Callout tone="neutral">{t("routing.back.sample")}</Callout>}
      <FlowMatrix flows={flows} names={world.names} />
      <LoadChart load={flows.load} names={world.names} />
      <section className="flex flex-col gap-1.5">
        <h4 className="text-12 font-medium text-fg-2">{t("routing.back.byRule")}</h4>
        <ul className="flex flex-col gap-1 text-13">
          {table.rules.map(({ ruleId, goes, wouldGo }) => {
            const at = rules.findIndex((rule) => rule.id === ruleId);
            const name =
              ruleId === null
                ? t("routing.fallback")
                : at === -1
                  ? t("routing.back.ruleGone")
                  : t("routing.ruleNumber", { number: at + 1, name: rules[at]?.name ?? "" });
            return (
              <li key={ruleId ?? "none"} className="flex gap-3">
                <span className="min-w-0 grow truncate">{name}</span>
                <span className="flex-none text-12 text-fg-2 tabular-nums">
                  {t("routing.back.loadFigures", { now: goes, later: wouldGo })}
                </span>
              </li>
            );
          })}
        </ul>
      </section>
      <p className="max-w-prose text-12 text-fg-2">{t("routing.back.caveat")}</p>
    </div>
  );
}
