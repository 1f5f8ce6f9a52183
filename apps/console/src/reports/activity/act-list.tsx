import type { ActivityReportView } from "@circuito/protocol";
import { Link } from "@tanstack/react-router";
import { clockTime } from "../../i18n/format.ts";
import { useT } from "../../i18n/translate.ts";

/** What one person did, one after the other, each with its conversation. */
export function ActList({ day }: { readonly day: ActivityReportView }) {
  const t = useT();
  const acts = day.acts ?? [];
  return (
    <section
      aria-label={t("day.acts")}
      className="flex flex-col gap-3 rounded-pane border border-line bg-surface p-4"
    >
      <h2 className="text-14s">{t("day.acts")}</h2>
      {acts.length === 0 ? (
        <p className="text-13 text-fg-2">{t("day.noActs")}</p>
      ) : (
        <ol className="flex flex-col">
          {acts.map(({ at, act, conversationId, protocol }, n) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: two may be of one moment
              key={n}
              className="flex min-h-8 items-center gap-3 border-line-subtle border-b py-1 text-13 last:border-0"
            >
              <time dateTime={at} className="w-12 flex-none text-fg-3 tabular-nums">
                {clockTime(at, day.timeZone)}
              </time>
              <span className="w-28 flex-none">{t(`day.act.${act}`)}</span>
              <Link
                to="/inbox/$conversationId"
                params={{ conversationId }}
                className="ring-focus touch-target min-w-0 truncate rounded-chip text-accent-text tabular-nums hover:underline"
              >
                {protocol}
              </Link>
            </li>
          ))}
        </ol>
      )}
      {day.isCut && <p className="text-12 text-fg-2">{t("day.cut", { count: acts.length })}</p>}
    </section>
  );
}
