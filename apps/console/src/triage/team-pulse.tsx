import type { TriageStatus } from "@circuito/protocol";
import { Avatar } from "@circuito/ui";
import { useT } from "../i18n/translate.ts";
import { useQueues } from "../workspace/queries.ts";

/** While nothing waits: where what was directed stands, and who directs today. */
export function TeamPulse({ status }: { readonly status: TriageStatus | undefined }) {
  const t = useT();
  const areas = (useQueues().data ?? []).filter(({ role }) => role === "specialist");
  const team = status?.team ?? [];
  const look = team.length > 0 ? "max-w-4xl min-[900px]:grid-cols-2" : "max-w-md";
  return (
    <div className={`mx-auto grid w-full gap-6 px-6 pb-8 ${look}`}>
      <section aria-label={t("triage.areas")}>
        <h2 className="pb-1 text-12 font-semibold text-fg-2">{t("triage.areas")}</h2>
        <ul>
          {areas.map((area) => (
            <li
              key={area.id}
              className="flex min-h-8 flex-wrap items-center gap-x-3 border-line-subtle border-b py-1 text-13"
            >
              <span className="min-w-24 grow wrap-anywhere">{area.name}</span>
              <span className="tabular-nums text-fg-2">
                {t("queue.waiting", { count: area.waiting })}
                {" · "}
                {t("queue.available", { count: area.agentsAvailable })}
              </span>
            </li>
          ))}
        </ul>
      </section>
      {team.length > 0 && (
        <section aria-label={t("triage.team")}>
          <h2 className="pb-1 text-12 font-semibold text-fg-2">{t("triage.team")}</h2>
          <ul>
            {team.map(({ agent, done }) => (
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
