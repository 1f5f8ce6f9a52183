import { duration } from "../../i18n/format.ts";
import { useT } from "../../i18n/translate.ts";
import { reasonName } from "../../presence/presence-labels.ts";
import { type AgentDay, STATES, stateName } from "./state-words.ts";

/** One person's day in sums: how long they were what, for which breaks, and how often they did what. */
export function DaySums({ day }: { readonly day: AgentDay }) {
  const t = useT();
  const breaks = new Map<string, number>();
  for (const { state, reason, from, to } of day.spans) {
    if (state !== "away" || reason === null) continue;
    const name = reasonName(reason);
    breaks.set(name, (breaks.get(name) ?? 0) + Date.parse(to) - Date.parse(from));
  }
  return (
    <section aria-label={day.name} className="flex flex-col gap-3">
      <h2 className="text-14s">{day.name}</h2>
      <dl className="grid grid-cols-2 gap-2 min-[640px]:grid-cols-4 min-[1100px]:grid-cols-8">
        {STATES.filter((state) => state !== "offline").map((state) => (
          <Sum
            key={state}
            name={stateName(state)}
            value={day.seconds[state] === 0 ? "–" : duration(day.seconds[state] * 1_000)}
          />
        ))}
        {(["claimed", "answered", "directed", "resolved"] as const).map((act) => (
          <Sum key={act} name={t(`day.did.${act}`)} value={String(day.did[act])} />
        ))}
      </dl>
      {breaks.size > 0 && (
        <p className="text-13 text-fg-2">
          {t("day.breaks", {
            list: [...breaks].map(([name, ms]) => `${name} ${duration(ms)}`).join(" · "),
          })}
        </p>
      )}
    </section>
  );
}

function Sum({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div className="flex min-w-0 flex-col-reverse justify-end rounded-pane border border-line bg-surface px-3 py-2">
      <dt className="text-12 text-fg-2">{name}</dt>
      <dd className="text-16 tabular-nums">{value}</dd>
    </div>
  );
}
