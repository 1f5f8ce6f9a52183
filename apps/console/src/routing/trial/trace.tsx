import type { DryRunView } from "@circuito/protocol";
import { Chip, FactList } from "@circuito/ui";
import { ArrowRight, Check, CircleSlash, X } from "lucide-react";
import { duration } from "../../i18n/format.ts";
import { levelName, reasonText } from "../../i18n/labels.ts";
import { useT } from "../../i18n/translate.ts";
import { languageName, signed } from "../rule/rule-sentence.ts";
import type { Rule } from "../rule/rule-view.ts";
import type { RuleWorld } from "../rule/use-rule-names.ts";
import { failureText } from "./failure-text.ts";
import { WhoGetsIt } from "./who-gets-it.tsx";

interface TraceProps {
  readonly run: DryRunView;
  readonly rules: readonly Rule[];
  readonly world: RuleWorld;
  readonly onOpenRule: (id: string) => void;
}

/** How a message is decided: every rule with what speaks against it, then what comes of it. */
export function Trace({ run, rules, world, onOpenRule }: TraceProps) {
  const t = useT();
  const decided = run.rules.findIndex(({ matched }) => matched);
  const { facts, route } = run;
  return (
    <div className="flex flex-col gap-4">
      <p className="flex flex-wrap items-center gap-2 text-14s">
        <ArrowRight aria-hidden="true" className="size-4 text-accent-text" />
        {world.names.queue(route.queueId)}
        <Chip tone="accent">{levelName(route.level)}</Chip>
        {route.priority !== 0 && (
          <Chip>{t("routing.trial.priority", { priority: signed(route.priority) })}</Chip>
        )}
        {route.tags.map((tag) => (
          <Chip key={tag} variant="outline">
            {tag}
          </Chip>
        ))}
      </p>
      {run.conversation.outcome === "existing" && (
        <p className="text-13 text-warn-text">{t("routing.trial.joins")}</p>
      )}
      <ol aria-label={t("routing.trial.rules")} className="flex flex-col">
        {run.rules.map(({ ruleId, name, matched, failed }, at) => {
          const isDecision = at === decided;
          const isPast = decided !== -1 && at > decided;
          return (
            <li
              key={ruleId}
              className={`flex gap-2.5 border-l-2 py-1.5 pl-3 ${isDecision ? "border-ok-text" : "border-line"}`}
            >
              <span
                className={`mt-0.5 flex flex-none [&>svg]:size-4 ${isDecision ? "text-ok-text" : "text-fg-3"}`}
              >
                {isPast ? <CircleSlash /> : matched ? <Check /> : <X />}
              </span>
              <span className="min-w-0 grow text-13">
                <button
                  type="button"
                  onClick={() => onOpenRule(ruleId)}
                  className={`ring-focus cursor-default rounded-key text-left hover:underline ${isPast ? "text-fg-2" : "font-medium"}`}
                >
                  {t("routing.ruleNumber", { number: at + 1, name })}
                </button>
                <span className="sr-only">
                  {t(isDecision ? "routing.trial.decides" : "routing.trial.doesNot")}
                </span>
                {isDecision && (
                  <span className="block text-12 text-ok-text">{t("routing.trial.allHold")}</span>
                )}
                {isPast && (
                  <span className="block text-12 text-fg-2">
                    {t(matched ? "routing.trial.wouldToo" : "routing.trial.notAsked")}
                  </span>
                )}
                {!isPast && failed.length > 0 && (
                  <ul className="text-12 text-fg-2">
                    {failed.map((failure) => (
                      <li key={failure.condition}>
                        {failureText(
                          failure,
                          rules.find((rule) => rule.id === ruleId),
                          facts,
                          world.names,
                          t,
                        )}
                      </li>
                    ))}
                  </ul>
                )}
              </span>
            </li>
          );
        })}
        {decided === -1 && (
          <li className="flex gap-2.5 border-ok-text border-l-2 py-1.5 pl-3 text-13">
            <Check aria-hidden="true" className="mt-0.5 size-4 text-ok-text" />
            {t("routing.trial.fallback", { queue: world.names.queue(route.queueId) })}
          </li>
        )}
      </ol>
      <FactList facts={outcomes(run, world, t)} />
      <WhoGetsIt run={run} />
      <details className="text-13">
        <summary className="ring-focus inline-flex min-h-6 cursor-default items-center rounded-key text-12 font-medium text-accent-text">
          {t("routing.trial.facts")}
        </summary>
        <div className="mt-2">
          <FactList
            facts={[
              fact("channel", world.names.channel(facts.channel)),
              fact("writtenTo", facts.writtenTo.join(", ") || "—"),
              fact("languages", facts.language === null ? "—" : languageName(facts.language)),
              fact("hours", t(`routing.hours.${facts.open ? "open" : "closed"}`)),
              fact("returning", t(`routing.returning.${facts.returning ? "known" : "new"}`)),
              fact("segments", facts.segments.join(", ") || "—"),
              fact(
                "attributes",
                Object.entries(facts.attributes)
                  .map(([name, has]) => `${name}: ${has}`)
                  .join(", ") || "—",
              ),
              fact(
                "menuAnswer",
                facts.menuAnswer === null ? "—" : world.names.menu(facts.menuAnswer).join(" › "),
              ),
              fact("waited", duration(facts.waitedMs)),
            ]}
          />
        </div>
      </details>
    </div>
  );

  function fact(name: FactName, value: string) {
    return {
      id: name,
      term: t(name === "channel" ? "routing.condition.channels" : `routing.condition.${name}`),
      value,
    };
  }
}

type FactName =
  | "channel"
  | "writtenTo"
  | "languages"
  | "hours"
  | "returning"
  | "segments"
  | "attributes"
  | "menuAnswer"
  | "waited";

/** What else would come of it. */
function outcomes(run: DryRunView, world: RuleWorld, t: ReturnType<typeof useT>) {
  const { route, said } = run;
  const skills = Object.entries(route.requiredSkills).map(([skill, level]) => `${skill} ${level}+`);
  const where =
    run.queueId === null
      ? t("routing.trial.inNoQueue", { why: reasonText(run.because) })
      : world.names.queue(run.queueId);
  return [
    { id: "where", term: t("routing.trial.where"), value: where },
    ...(skills.length > 0
      ? [{ id: "skills", term: t("routing.extra.requiredSkills"), value: skills.join(", ") }]
      : []),
    ...(route.slaPolicyId !== null
      ? [
          {
            id: "sla",
            term: t("routing.extra.slaPolicyId"),
            value: world.names.policy(route.slaPolicyId),
          },
        ]
      : []),
    ...(said !== null
      ? [
          {
            id: "said",
            term: t("routing.trial.said"),
            value: (
              <span className="whitespace-pre-wrap">
                {[said.text, ...said.choices.map(({ title }) => `• ${title}`)].join("\n")}
              </span>
            ),
          },
        ]
      : []),
    ...(run.wait !== null
      ? [
          {
            id: "wait",
            term: t("routing.trial.wait"),
            value:
              run.wait.seconds === null
                ? t("routing.trial.place", { position: run.wait.position })
                : t("routing.trial.placeAndWait", {
                    position: run.wait.position,
                    wait: duration(run.wait.seconds * 1_000),
                  }),
          },
        ]
      : []),
  ];
}
