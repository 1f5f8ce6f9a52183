import type { CalendarPreview } from "@circuito/protocol";
import { Button, Checkbox, Dialog, DiffView, SkeletonRows } from "@circuito/ui";
import { useState } from "react";
import { type MessageId, useLocale, useT } from "../i18n/translate.ts";

type Holiday = CalendarPreview["holidays"][number];

interface HolidayChoiceProps {
  /** Of this year and the next. */
  readonly holidays: readonly Holiday[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Brazilian holidays to keep, with their dates; the national ones are taken together, after a look. */
export function HolidayChoice({ holidays, chosen, onChange }: HolidayChoiceProps) {
  const t = useT();
  const locale = useLocale();
  const [asks, setAsks] = useState(false);
  const day = new Intl.DateTimeFormat(locale, {
    weekday: "short",
    day: "2-digit",
    month: "2-digit",
    year: "numeric",
    timeZone: "UTC",
  });
  const datesOf = (name: string) =>
    holidays
      .filter((one) => one.name === name)
      .map(({ date }) => day.format(Date.parse(date)))
      .join(" · ");
  const names = [...new Map(holidays.map((one) => [one.name, one])).values()];
  const missing = names.filter(
    ({ name, standing }) => standing !== "customary" && !chosen.includes(name),
  );
  if (names.length === 0) return <SkeletonRows rows={3} label={t("hours.loading")} />;
  return (
    <>
      <Button
        variant="secondary"
        className="self-start"
        disabledReason={missing.length === 0 ? t("hours.allNational") : undefined}
        onPress={() => setAsks(true)}
      >
        {t("hours.takeNational")}
      </Button>
      <ul className="grid gap-x-6 gap-y-2 min-[640px]:grid-cols-2">
        {names.map(({ name, standing }) => (
          <li key={name}>
            <Checkbox
              isSelected={chosen.includes(name)}
              onChange={(isChosen) =>
                onChange(isChosen ? [...chosen, name] : chosen.filter((one) => one !== name))
              }
            >
              <span className="flex flex-col">
                <span>{holidayName(name, t)}</span>
                <span className="text-12 text-fg-3">
                  {datesOf(name)}
                  {standing !== "national" && ` · ${t(`hours.standing.${standing}`)}`}
                </span>
              </span>
            </Checkbox>
          </li>
        ))}
      </ul>
      <Dialog
        isOpen={asks}
        onOpenChange={setAsks}
        title={t("hours.takeNational")}
        description={t("hours.takeNationalText")}
        closeLabel={t("action.close")}
        footer={
          <>
            <Button onPress={() => setAsks(false)}>{t("action.cancel")}</Button>
            <Button
              variant="primary"
              onPress={() => {
                onChange([...chosen, ...missing.map(({ name }) => name)]);
                setAsks(false);
              }}
            >
              {t("hours.takeCount", { count: missing.length })}
            </Button>
          </>
        }
      >
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the list scrolls, and the keyboard must reach it */}
        <div tabIndex={0} className="ring-focus rounded-pane">
          <DiffView
            label={t("hours.takeNational")}
            texts={{ before: t("settings.before"), after: t("settings.after") }}
            emptyText={t("hours.allNational")}
            changes={missing.map(({ name }) => ({
              id: name,
              what: holidayName(name, t),
              after: datesOf(name),
            }))}
          />
        </div>
      </Dialog>
    </>
  );
}

const holidayName = (name: string, t: ReturnType<typeof useT>) => t(`holiday.${name}` as MessageId);
