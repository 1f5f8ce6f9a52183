import { useT } from "../../i18n/translate.ts";
import type { RuleNames } from "../rule/rule-sentence.ts";
import type { Flows } from "./flows.ts";

/** CSS pixels of the drawing. */
const BAR = 8;
const GAP = 3;
const WIDTH = 100;

interface LoadChartProps {
  readonly load: Flows["load"];
  readonly names: RuleNames;
}

/** How much each queue gets by the rules in force, and would get by the draft. The table has the figures. */
export function LoadChart({ load, names }: LoadChartProps) {
  const t = useT();
  const most = Math.max(1, ...load.flatMap(({ now, later }) => [now, later]));
  const width = (count: number) => (count / most) * WIDTH;
  return (
    <figure className="flex flex-col gap-2">
      <figcaption className="flex flex-wrap items-center gap-x-3 gap-y-1 text-12 text-fg-2">
        <span className="font-medium">{t("routing.back.load")}</span>
        <span className="flex items-center gap-1">
          <span aria-hidden="true" className="size-2.5 rounded-key bg-line-control" />
          {t("routing.now")}
        </span>
        <span className="flex items-center gap-1">
          <span aria-hidden="true" className="size-2.5 rounded-key bg-accent" />
          {t("routing.back.draft")}
        </span>
      </figcaption>
      <ul className="flex flex-col gap-2">
        {load.map(({ queueId, now, later }) => (
          <li
            key={queueId}
            className="grid grid-cols-[minmax(6rem,9rem)_1fr_auto] items-center gap-3"
          >
            <span className="truncate text-12">{names.queue(queueId)}</span>
            <svg
              aria-hidden="true"
              viewBox={`0 0 ${WIDTH} ${BAR * 2 + GAP}`}
              preserveAspectRatio="none"
              className="h-5 w-full"
            >
              <rect width={width(now)} height={BAR} className="fill-line-control" />
              <rect y={BAR + GAP} width={width(later)} height={BAR} className="fill-accent" />
            </svg>
            <span className="text-12 tabular-nums">
              {t("routing.back.loadFigures", { now, later })}
            </span>
          </li>
        ))}
      </ul>
    </figure>
  );
}
