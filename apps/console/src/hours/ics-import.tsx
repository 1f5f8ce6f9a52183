import type { CalendarView } from "@circuito/protocol";
import {
  Button,
  Callout,
  Dialog,
  type DiffChange,
  DiffView,
  Problem,
  RadioGroup,
} from "@circuito/ui";
import { FileUp } from "lucide-react";
import { useRef, useState } from "react";
import { useLocale, useT } from "../i18n/translate.ts";
import { adminErrorText } from "../settings/admin-error.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { type CalendarImport, hoursApi } from "./hours-api.ts";
import { timeText } from "./time-text.ts";

interface IcsImportProps {
  readonly calendar: CalendarView;
  readonly disabledReason: string | undefined;
  readonly onDone: () => Promise<void>;
}
type Means = "closed" | "open";
interface Tried {
  readonly ics: string;
  readonly means: Means;
  readonly result: CalendarImport;
}

/** Dates from an iCalendar file: first what would change, then it is done. */
export function IcsImport({ calendar, disabledReason, onDone }: IcsImportProps) {
  const t = useT();
  const locale = useLocale();
  const { toasts } = useWorkspace();
  const file = useRef<HTMLInputElement>(null);
  const [tried, setTried] = useState<Tried>();
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);

  async function attempt(ics: string, means: Means): Promise<void> {
    setProblem(undefined);
    try {
      setTried({ ics, means, result: await hoursApi.import(calendar.id, ics, means, true) });
    } catch (error) {
      setProblem(adminErrorText(error));
    }
  }

  async function take(): Promise<void> {
    if (!tried) return;
    setBusy(true);
    try {
      const { dates } = await hoursApi.import(calendar.id, tried.ics, tried.means, false);
      await onDone();
      toasts.add({ text: t("hours.imported", { count: dates }), tone: "ok" });
      setTried(undefined);
    } catch (error) {
      setProblem(adminErrorText(error));
    } finally {
      setBusy(false);
    }
  }

  const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
  const changes = tried
    ? changesOf(calendar, tried.result.calendar, t, (date) => day.format(Date.parse(date)))
    : [];
  return (
    <>
      <input
        ref={file}
        type="file"
        accept=".ics,text/calendar"
        hidden
        onChange={(event) => {
          const [chosen] = event.target.files ?? [];
          event.target.value = "";
          if (chosen) void chosen.text().then((ics) => attempt(ics, "closed"));
        }}
      />
      <Button
        size="small"
        icon={<FileUp />}
        disabledReason={disabledReason}
        onPress={() => file.current?.click()}
      >
        {t("hours.import")}
      </Button>
      {problem !== undefined && !tried && <Problem>{problem}</Problem>}
      <Dialog
        isOpen={tried !== undefined}
        onOpenChange={(isOpen) => !isOpen && setTried(undefined)}
        title={t("hours.import")}
        closeLabel={t("action.close")}
        size="large"
        footer={
          <>
            <Button onPress={() => setTried(undefined)}>{t("action.cancel")}</Button>
            <Button
              variant="primary"
              isPending={isBusy}
              disabledReason={changes.length === 0 ? t("hours.nothingToImport") : undefined}
              onPress={() => void take()}
            >
              {t("hours.importCount", { count: changes.length })}
            </Button>
          </>
        }
      >
        {tried && (
          <div className="flex flex-col gap-4">
            <RadioGroup<Means>
              label={t("hours.eventsMean")}
              options={[
                { id: "closed", label: t("hours.eventsClosed") },
                { id: "open", label: t("hours.eventsOpen") },
              ]}
              value={tried.means}
              onChange={(means) => void attempt(tried.ics, means)}
            />
            {problem !== undefined && <Problem>{problem}</Problem>}
            {tried.result.passedOver.length > 0 && (
              <Callout tone="neutral">
                {t("hours.passedOver", {
                  count: tried.result.passedOver.reduce((sum, { events }) => sum + events, 0),
                  why: tried.result.passedOver.map(({ because }) => because).join(", "),
                })}
              </Callout>
            )}
            <DiffView
              label={t("hours.import")}
              texts={{ before: t("settings.before"), after: t("settings.after") }}
              emptyText={t("hours.nothingToImport")}
              changes={changes}
            />
          </div>
        )}
      </Dialog>
    </>
  );
}

type Exception = CalendarView["exceptions"][number];

function changesOf(
  before: CalendarView,
  after: CalendarView,
  t: ReturnType<typeof useT>,
  day: (date: string) => string,
): DiffChange[] {
  const text = ({ name, hours }: Exception) =>
    [
      name,
      hours.length === 0
        ? t("hours.closed")
        : hours.map(({ from, to }) => `${timeText(from)}–${timeText(to)}`).join(", "),
    ]
      .filter(Boolean)
      .join(" · ");
  const known = new Map(before.exceptions.map((one) => [one.date, text(one)]));
  return after.exceptions.flatMap((one) => {
    const [was, is] = [known.get(one.date), text(one)];
    if (was === is) return [];
    return [
      { id: one.date, what: day(one.date), after: is, ...(was !== undefined && { before: was }) },
    ];
  });
}
