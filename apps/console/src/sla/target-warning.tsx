import type { CalendarView } from "@circuito/protocol";
import { BRAZILIAN_HOLIDAYS, judgeTarget, type TargetVerdict } from "@circuito/protocol/sla-text";
import { TriangleAlert } from "lucide-react";
import { useMemo, useState } from "react";
import { duration } from "../i18n/format.ts";
import { type Translate, useT } from "../i18n/translate.ts";

interface TargetWarningProps {
  readonly withinMs: number;
  /** Absent: around the clock. */
  readonly calendar: CalendarView | undefined;
}

/** Below a promise that its hours can hardly keep, or cannot at all: it is saved all the same. */
export function TargetWarning({ withinMs, calendar }: TargetWarningProps) {
  const t = useT();
  // Counted from one moment for as long as the page is open: three years are not gone through each second.
  const [now] = useState(Date.now);
  const hours = useMemo(
    () =>
      calendar && {
        timeZone: calendar.timeZone,
        intervals: calendar.intervals,
        exceptions: calendar.exceptions.map(({ date, hours }) => ({ date, hours })),
        holidays: BRAZILIAN_HOLIDAYS.filter((one) => calendar.holidays.includes(one)),
      },
    [calendar],
  );
  const verdict = useMemo(() => judgeTarget({ withinMs }, hours, now), [withinMs, hours, now]);
  const text = calendar && warningText(t, verdict, calendar.name);
  return (
    <p role="status" className="basis-full text-12 text-warn-text empty:hidden">
      {text !== undefined && (
        <span className="flex items-start gap-1.5">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-3.5 flex-none" />
          {text}
        </span>
      )}
    </p>
  );
}

function warningText(t: Translate, verdict: TargetVerdict, calendar: string): string | undefined {
  switch (verdict.kind) {
    case "fits":
      return undefined;
    case "never-due":
      return t("sla.neverDue", { calendar });
    case "over-a-week":
      return t("sla.overAWeek", {
        calendar,
        week: duration(verdict.weekMs),
        takes: duration(verdict.dueAfterMs),
      });
  }
}
