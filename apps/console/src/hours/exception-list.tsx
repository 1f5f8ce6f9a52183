import { Button, DateField, IconButton, Select, TextField } from "@circuito/ui";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useT } from "../i18n/translate.ts";
import { type ExceptionForm, exceptionOf } from "./calendar-form.ts";

interface ExceptionListProps {
  readonly exceptions: readonly ExceptionForm[];
  readonly onChange: (exceptions: readonly ExceptionForm[]) => void;
}

/** More are seldom looked at; a file may bring two thousand. */
const SHOWN_AT_FIRST = 12;

/** Dates with hours of their own, those to come first to be seen. */
export function ExceptionList({ exceptions, onChange }: ExceptionListProps) {
  const t = useT();
  const [showsAll, setShowsAll] = useState(false);
  const today = new Date().toISOString().slice(0, 10);
  const all = exceptions.map((form, index) => ({ form, index }));
  const coming = all.filter(({ form }) => form.date === "" || form.date >= today);
  const shown = showsAll ? all : coming.slice(0, SHOWN_AT_FIRST);
  const dates = exceptions.map(({ date }) => date);

  const set = (index: number, part: Partial<ExceptionForm>) =>
    onChange(exceptions.map((one, i) => (i === index ? { ...one, ...part } : one)));

  return (
    <>
      <ul className="flex flex-col gap-3">
        {shown.map(({ form, index }) => (
          <li
            key={index}
            className="flex flex-wrap items-end gap-2 border-line-subtle border-b pb-3 last:border-b-0"
          >
            <DateField
              label={t("hours.date")}
              value={form.date}
              onChange={(date) => set(index, { date })}
              className="w-36"
              error={mistakeOf(form, dates) === "twice" ? t("hours.dateTwice") : undefined}
            />
            <TextField
              label={t("hours.why")}
              value={form.name}
              onChange={(name) => set(index, { name })}
              maxLength={120}
              className="min-w-32 grow"
            />
            <Select
              label={t("hours.thatDay")}
              options={[
                { id: "closed", label: t("hours.closed") },
                { id: "open", label: t("hours.opensSpecially") },
              ]}
              value={form.hours ? "open" : "closed"}
              placeholder=""
              onChange={(id) =>
                set(index, {
                  hours: id === "open" ? { from: "08:00", to: "12:00" } : null,
                  more: [],
                })
              }
              className="w-36"
            />
            {form.hours && (
              <>
                <TextField
                  label={t("hours.from")}
                  value={form.hours.from}
                  onChange={(from) => form.hours && set(index, { hours: { ...form.hours, from } })}
                  className="w-18"
                />
                <TextField
                  label={t("hours.to")}
                  value={form.hours.to}
                  onChange={(to) => form.hours && set(index, { hours: { ...form.hours, to } })}
                  className="w-18"
                  error={mistakeOf(form, dates) === "hours" ? t("hours.mistake.noTime") : undefined}
                />
                {form.more.length > 0 && (
                  <span className="flex h-control items-center text-12 text-fg-3">
                    {t("hours.moreOpenings", { count: form.more.length })}
                  </span>
                )}
              </>
            )}
            <IconButton
              label={t("hours.removeDate", { date: form.date })}
              icon={<X />}
              onPress={() => onChange(exceptions.filter((_, i) => i !== index))}
            />
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button
          icon={<Plus />}
          onPress={() => onChange([...exceptions, { date: "", name: "", hours: null, more: [] }])}
        >
          {t("hours.addDate")}
        </Button>
        {!showsAll && all.length > shown.length && (
          <Button variant="ghost" onPress={() => setShowsAll(true)}>
            {t("hours.showAllDates", { count: all.length })}
          </Button>
        )}
      </div>
    </>
  );
}

function mistakeOf(form: ExceptionForm, dates: readonly string[]) {
  if (form.date !== "" && dates.indexOf(form.date) !== dates.lastIndexOf(form.date)) return "twice";
  return form.date !== "" && exceptionOf(form) === undefined ? "hours" : undefined;
}
