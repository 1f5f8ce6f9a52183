import type { ClockView, PolicyTrial, SlaPolicyBody } from "@circuito/protocol";
import { Callout, Chip, SegmentedControl, SkeletonRows, type Tone } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { duration, fullTime } from "../i18n/format.ts";
import { levelName, measureName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { adminErrorText } from "../settings/admin-error.ts";
import { slaApi } from "./sla-api.ts";

interface PolicyPreviewProps {
  /** Null: something in it is wrong or missing. */
  readonly policy: SlaPolicyBody | null;
}

/** A sample conversation by the same count as every other, drawn as time that passes. */
export function PolicyPreview({ policy }: PolicyPreviewProps) {
  const t = useT();
  const [level, setLevel] = useState<"1" | "2" | "3">("1");
  const asked = useDeferredValue(policy);
  const trial = useQuery({
    queryKey: ["sla-trial", asked, level],
    enabled: asked !== null,
    queryFn: ({ signal }) =>
      asked === null ? null : slaApi.try(asked, Number(level) as 1 | 2 | 3, signal),
    placeholderData: (before) => before,
    staleTime: 60_000,
  });
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <div className="self-start">
        <SegmentedControl
          label={t("sla.level")}
          segments={(["1", "2", "3"] as const).map((id) => ({ id, label: levelName(Number(id)) }))}
          value={level}
          onChange={setLevel}
        />
      </div>
      {policy === null && <p className="text-13 text-fg-2">{t("sla.previewWhenRight")}</p>}
      {trial.isError && <Callout tone="danger">{adminErrorText(trial.error)}</Callout>}
      {trial.isLoading && <SkeletonRows rows={4} label={t("sla.loading")} />}
      {trial.data && <Timeline trial={trial.data} />}
    </div>
  );
}

function Timeline({ trial }: { readonly trial: PolicyTrial }) {
  const t = useT();
  const begin = Date.parse(trial.story[0]?.at ?? trial.asOf);
  const whole = Math.max(1, Date.parse(trial.asOf) - begin);
  const percent = (instant: string) => ((Date.parse(instant) - begin) / whole) * 100;
  return (
    <>
      <ol className="flex flex-col gap-3">
        {trial.items.map((clock) => (
          <Clock key={`${clock.measure} ${clock.startedAt}`} clock={clock} percent={percent} />
        ))}
      </ol>
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-12 text-fg-2">
        <Legend className="bg-accent" text={t("sla.counts")} />
        <Legend className="bg-line" text={t("sla.outsideHours")} />
        <Legend className="bg-snooze-soft border border-line" text={t("sla.paused")} />
      </p>
      {trial.actions.length > 0 && (
        <ul className="flex list-disc flex-col gap-1 pl-4 text-13 text-fg-2">
          {trial.actions.map(({ at, measure, moment, action }) => (
            <li key={`${at} ${measure} ${moment} ${JSON.stringify(action)}`}>
              {t("sla.actionLine", {
                when: duration(Date.parse(at) - begin),
                moment: t(`sla.moment.${moment}`),
                measure: measureName(measure),
                action: t(
                  action.kind === "notify"
                    ? `sla.action.notify-${action.whom}`
                    : `sla.action.${action.kind}`,
                ),
              })}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const STATES: Readonly<Record<ClockView["state"], Tone>> = {
  running: "neutral",
  paused: "neutral",
  met: "ok",
  broken: "danger",
  cancelled: "neutral",
  untold: "neutral",
};

const SEGMENTS: Readonly<Record<ClockView["segments"][number]["because"], string>> = {
  counts: "bg-accent",
  "outside-hours": "bg-line",
  "waiting-customer": "bg-snooze-soft border-y border-line",
  "on-hold": "bg-snooze-soft border-y border-line",
  "third-party": "bg-snooze-soft border-y border-line",
  resolved: "bg-line",
};

interface ClockProps {
  readonly clock: ClockView;
  readonly percent: (instant: string) => number;
}

/** One promise: its time as a bar, and when it is broken as a mark on it. */
function Clock({ clock, percent }: ClockProps) {
  const t = useT();
  const { measure, state, segments, withinMs, countedMs, dueAt } = clock;
  const due = dueAt === null ? undefined : percent(dueAt);
  return (
    <li className="flex flex-col gap-1">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-13">
        <span className="font-medium">{measureName(measure)}</span>
        <Chip tone={STATES[state]}>{t(`sla.state.${state}`)}</Chip>
        <span className="text-fg-2 tabular-nums">
          {withinMs === null
            ? t("sla.tookUntold", { took: duration(countedMs) })
            : t("sla.tookOf", { took: duration(countedMs), within: duration(withinMs) })}
        </span>
        {dueAt !== null && (
          <span className="text-12 text-fg-3">{t("sla.dueAt", { when: fullTime(dueAt) })}</span>
        )}
      </p>
      <div aria-hidden="true" className="relative h-3 rounded-key bg-sunken">
        {segments.map(({ from, to, because }) => (
          <span
            key={`${from} ${because}`}
            className={`absolute inset-y-0 min-w-px ${SEGMENTS[because]}`}
            style={{ left: `${percent(from)}%`, width: `${percent(to) - percent(from)}%` }}
          />
        ))}
        {due !== undefined && due <= 100 && (
          <span
            className="absolute -inset-y-0.5 w-0.5 bg-danger"
            style={{ left: `min(${due}%, calc(100% - 2px))` }}
          />
        )}
      </div>
    </li>
  );
}

function Legend({ className, text }: { readonly className: string; readonly text: string }) {
  return (
    <span className="flex items-center gap-1.5">
      <span aria-hidden="true" className={`size-3 rounded-key ${className}`} />
      {text}
    </span>
  );
}
