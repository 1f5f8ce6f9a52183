import type { CalendarPreview } from "@circuito/protocol";
import { Chip } from "@circuito/ui";
import { useLocale, useT } from "../i18n/translate.ts";

interface OpenStateProps {
  readonly preview: CalendarPreview;
  readonly timeZone: string;
}

/** Whether a calendar is open now, and when that changes, by its own clock. */
export function OpenState({ preview, timeZone }: OpenStateProps) {
  const t = useT();
  const locale = useLocale();
  const { open, opensAt, closesAt } = preview;
  const at = open ? closesAt : opensAt;
  const when =
    at === null
      ? null
      : new Intl.DateTimeFormat(locale, {
          weekday: "short",
          day: "2-digit",
          month: "2-digit",
          hour: "2-digit",
          minute: "2-digit",
          hourCycle: "h23",
          timeZone,
        }).format(new Date(at));
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-13">
      <Chip tone={open ? "ok" : "neutral"}>{t(open ? "hours.isOpen" : "hours.isClosed")}</Chip>
      <span className="text-fg-2">
        {when === null
          ? t(open ? "hours.neverCloses" : "hours.neverOpens")
          : t(open ? "hours.closesAt" : "hours.opensAt", { when })}
      </span>
    </span>
  );
}
