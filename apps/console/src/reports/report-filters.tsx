import { DateField, Select, Switch } from "@circuito/ui";
import { useT } from "../i18n/translate.ts";
import { NarrowingChoices } from "./narrowing-choices.tsx";
import { PRESET_DAYS } from "./period.ts";
import { SPREADS, type SpreadId } from "./report-search.ts";
import { type ReportView, USUAL_DAYS } from "./use-report-filter.ts";

const OWN = "own";

/** Two abreast on a phone; else as wide as the longest, to its end. */
const CHOICE = "w-full min-[560px]:w-45";

/** What a report is narrowed down to: all of it is in the address, to be sent to somebody. */
export function ReportFilters({ view }: { readonly view: ReportView }) {
  const t = useT();
  const { search, filter, telling, show } = view;
  const isOwn = search.from !== undefined;
  const choose = (value: string): void => {
    if (value === OWN) show({ from: filter.from, until: filter.until, days: undefined });
    else {
      const days = Number(value) === USUAL_DAYS ? undefined : Number(value);
      show({ from: undefined, until: undefined, days });
    }
  };
  return (
    <div className="grid grid-cols-2 items-end gap-2 min-[560px]:flex min-[560px]:flex-wrap">
      <Select
        label={t("report.period")}
        isLabelHidden
        placeholder={t("report.period")}
        className={CHOICE}
        options={[
          ...PRESET_DAYS.map((count) => ({
            id: String(count),
            label: t("report.lastDays", { count }),
          })),
          { id: OWN, label: t("report.ownPeriod") },
        ]}
        value={isOwn ? OWN : String(search.days ?? USUAL_DAYS)}
        onChange={choose}
      />
      {isOwn && (
        <>
          <DateField
            label={t("report.from")}
            isLabelHidden
            value={filter.from}
            onChange={(from) =>
              from !== "" && from <= filter.until && show({ from, until: filter.until })
            }
          />
          <DateField
            label={t("report.until")}
            isLabelHidden
            value={filter.until}
            onChange={(until) => until >= filter.from && show({ from: filter.from, until })}
          />
        </>
      )}
      <NarrowingChoices value={search} onChange={show} className={CHOICE} />
      <Select<SpreadId>
        label={t("report.spread")}
        isLabelHidden
        placeholder={t("report.spread")}
        className={CHOICE}
        options={SPREADS.map((id) => ({ id, label: t(`report.${id}`) }))}
        value={telling.spread}
        onChange={(spread) => show({ spread: spread === "p50" ? undefined : spread })}
      />
      <span className="col-span-2 flex min-h-control flex-wrap items-center gap-x-4 gap-y-2 min-[560px]:ml-2">
        <Switch
          isSelected={telling.isBusiness}
          onChange={(on) => show({ business: on ? 1 : undefined })}
        >
          {t("report.business")}
        </Switch>
        <Switch
          isSelected={search.compare === 1}
          onChange={(on) => show({ compare: on ? 1 : undefined })}
        >
          {t("report.compare")}
        </Switch>
      </span>
    </div>
  );
}
