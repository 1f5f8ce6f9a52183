import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

/** What a dot says beside its words; `waiting` has not happened yet. */
export type TimelineMark = "neutral" | "ok" | "waiting" | "danger";

export interface TimelineEvent {
  readonly id: string;
  readonly mark?: TimelineMark;
  readonly time: string;
  readonly dateTime: string;
  readonly title: string;
  /** Under the title, quieter: a reason, what a provider said. */
  readonly detail?: ReactNode;
}

export interface TimelineProps {
  /** In the order in which they happened. */
  readonly events: readonly TimelineEvent[];
}

const DOTS: Readonly<Record<TimelineMark, string>> = {
  neutral: "border-line-control bg-surface",
  ok: "border-ok-icon bg-ok-icon",
  waiting: "border-warn-icon border-dashed bg-surface",
  danger: "border-danger bg-danger",
};

/** What happened, one under the other, with its times. */
export function Timeline({ events }: TimelineProps) {
  return (
    <ol className="flex flex-col">
      {events.map(({ id, mark = "neutral", time, dateTime, title, detail }, place) => (
        <li key={id} className="relative grid grid-cols-[1rem_minmax(0,1fr)] gap-x-2.5 pb-4">
          {place < events.length - 1 && (
            <span
              aria-hidden="true"
              className="absolute top-3.5 bottom-0 left-[0.46875rem] w-px bg-line forced-colors:bg-[CanvasText]"
            />
          )}
          <span
            aria-hidden="true"
            className={classNames(
              "mt-1.5 ml-[0.1875rem] size-2.5 rounded-full border-2",
              DOTS[mark],
            )}
          />
          <div className="min-w-0 text-13">
            <p className="break-words text-fg">{title}</p>
            <time dateTime={dateTime} className="text-12 tabular-nums text-fg-3">
              {time}
            </time>
            {detail !== undefined && detail !== null && (
              <div className="mt-1 break-words text-12 text-fg-2">{detail}</div>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
