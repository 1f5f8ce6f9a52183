import type { DryRunView } from "@circuito/protocol";
import { Avatar, Chip } from "@circuito/ui";
import { type MessageId, useT } from "../../i18n/translate.ts";
import { useAgents } from "../../workspace/queries.ts";

/** Why somebody gets it now, or does not: the assignment's own reasons. */
const REASONS: Readonly<Record<string, MessageId>> = {
  eligible: "routing.agent.eligible",
  "not-available": "routing.agent.notAvailable",
  unreachable: "routing.agent.unreachable",
  "returned-it": "routing.agent.returnedIt",
  "declined-it": "routing.agent.declinedIt",
  "lacks-skill": "routing.agent.lacksSkill",
  "other-language": "routing.agent.otherLanguage",
  "at-capacity": "routing.agent.atCapacity",
  "channel-limit": "routing.agent.channelLimit",
  "previous-agent": "routing.agent.previousAgent",
  "least-loaded": "routing.agent.leastLoaded",
  "longest-idle": "routing.agent.longestIdle",
  weighted: "routing.agent.weighted",
  "skill-best": "routing.agent.skillBest",
  "round-robin": "routing.agent.roundRobin",
};

/** Each member of the queue, as things are now. */
export function WhoGetsIt({ run }: { readonly run: DryRunView }) {
  const t = useT();
  const { agents } = useAgents();
  const people = [...run.agents].sort((a, b) => Number(b.eligible) - Number(a.eligible));
  if (run.queueId === null) return null;
  return (
    <section className="flex flex-col gap-1.5">
      <h4 className="text-12 font-medium text-fg-2">{t("routing.trial.who")}</h4>
      {people.length === 0 && <p className="text-13 text-fg-2">{t("routing.trial.nobody")}</p>}
      <ul className="flex flex-col gap-1">
        {people.map(({ agentId, name, eligible, because }) => {
          const agent = agents.find(({ id }) => id === agentId);
          const isChosen = eligible && because !== "eligible";
          const reason = REASONS[because];
          return (
            <li key={agentId} className="flex min-w-0 items-center gap-2 text-13">
              <Avatar name={name} size="small" />
              <span className={`min-w-0 grow truncate ${eligible ? "" : "text-fg-2"}`}>
                {name}
                <span className="text-12 text-fg-2">
                  {" · "}
                  {reason === undefined ? because : t(reason)}
                </span>
              </span>
              {agent !== undefined && (
                <span className="flex-none text-12 text-fg-2 tabular-nums">
                  {t("routing.trial.load", { load: agent.load, capacity: agent.capacity })}
                </span>
              )}
              {isChosen && <Chip tone="ok">{t("routing.trial.chosen")}</Chip>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
