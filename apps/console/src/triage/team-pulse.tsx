import type { TriageStatus } from "@circuito/protocol";
import { Avatar } from "@circuito/ui";
import { useT } from "../i18n/translate.ts";
import { useQueues } from "../workspace/queries.ts";

/** While nothing waits: where what was directed stands, and who directs today. */
export function TeamPulse({ status }: { readonly status: TriageStatus | undefined }) {
  const t = useT();
  const areas = (useQueues().data ?? []).filter(({ role }) => role === "specialist");
  return (
    <div className="mx-auto grid w-full max-w-2xl gap-6 px-6 pb-8 min-[700px]:grid-cols-2">
      <section aria-label={t("triage.areas")}>
        <h2 className="pb-1 text-12 font-semibold text-fg-2">{t("triage.areas")}</h2>
        <ul>
          {areas.map((area) => (
            <li
              key={area.id}
              className="flex min-h-8 items-center gap-3 border-line-subtle border-b text-13"
            >
              <span className="min-w-0 grow truncate">{area.name}</span>
              <span className="tabular-nums text-fg-2">
                {t("queue.waiting", { count: area.waiting })}
              </span>
              <span className="tabular-nums text-fg-2">
                {t("queue.available", { count: area.agentsAvailable })}
              </span>
            </li>
          ))}
        </ul>
      </section>
      {status !== undefined && status.team.length > 0 && (
        <section aria-label={t("triage.team")}>
          <h2 className="pb-1 text-12 font-semibold text-fg-2">{t("triage.team")}</h2>
          <ul>
            {status.team.map(({ agent, done }) => (
              <li
                key={agent.id}
                className="flex min-h-8 items-center gap-2 border-line-subtle border-b text-13"
              >
                <Avatar name={agent.name} size="small" />
                <span className="min-w-0 grow truncate">{agent.name}</span>
                <span className="tabular-nums text-fg-2">
                  {t("triage.directed", { count: done })}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
