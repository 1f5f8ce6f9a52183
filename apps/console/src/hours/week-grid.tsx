import { IconButton, Menu, ProblemLine, TextField } from "@circuito/ui";
import { Copy, Moon, Plus, X } from "lucide-react";
import { type KeyboardEvent, useId, useRef } from "react";
import { type MessageId, useLocale, useT } from "../i18n/translate.ts";
import { DAY_MINUTES, readTime, timeText } from "./time-text.ts";
import {
  mistakesInWeek,
  nextOpening,
  type OpeningMistake,
  readOpening,
  type Typed,
  WEEKDAYS,
  type Week,
  type Weekday,
  weekBy,
  wrongCells,
} from "./week.ts";
import { weekdayName } from "./weekday-name.ts";

interface WeekGridProps {
  readonly week: Week;
  readonly onChange: (week: Week) => void;
}

const MISTAKES: Readonly<Record<OpeningMistake, MessageId>> = {
  "no-time": "hours.mistake.noTime",
  empty: "hours.mistake.empty",
  overlaps: "hours.mistake.overlaps",
};

/**
 * The openings of a week, a row a day. Arrows go from cell to cell: up and down to the same place of
 * another day, left and right where the text ends.
 */
export function WeekGrid({ week, onChange }: WeekGridProps) {
  const t = useT();
  const locale = useLocale();
  const grid = useRef<HTMLDivElement>(null);
  const mistakes = mistakesInWeek(week);

  const setDay = (weekday: Weekday, day: readonly Typed[]) => onChange({ ...week, [weekday]: day });
  const setOpening = (weekday: Weekday, index: number, part: Partial<Typed>) =>
    setDay(
      weekday,
      week[weekday].map((one, i) => (i === index ? { ...one, ...part } : one)),
    );

  function copyTo(from: Weekday, target: string): void {
    const days = TARGETS[target] ?? [Number(target) as Weekday];
    onChange(weekBy((day) => (days.includes(day) ? week[from] : week[day])));
  }

  function move(event: KeyboardEvent<HTMLDivElement>): void {
    const input = event.target;
    if (!(input instanceof HTMLInputElement)) return;
    const step = stepOf(event.key, input);
    const cell = input.closest<HTMLElement>("[data-cell]");
    if (step === undefined || cell === null || grid.current === null) return;
    const rows = [...grid.current.querySelectorAll<HTMLElement>("[data-day]")].map((row) => [
      ...row.querySelectorAll<HTMLInputElement>("[data-cell] input"),
    ]);
    const row = rows.findIndex((cells) => cells.includes(input));
    const column = rows[row]?.indexOf(input) ?? 0;
    const flat = rows.flat();
    const next =
      step.by === "cell"
        ? flat[flat.indexOf(input) + step.to]
        : (step.to > 0 ? rows.slice(row + 1) : rows.slice(0, row).reverse())
            .map((cells) => cells[Math.min(column, cells.length - 1)])
            .find((found) => found !== undefined);
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
    next.select();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys are those of the fields inside
    <div
      ref={grid}
      onKeyDown={move}
      className="flex flex-col divide-y divide-line-subtle rounded-pane border border-line"
    >
      {WEEKDAYS.map((weekday) => {
        const name = weekdayName(weekday, locale, "long");
        const day = week[weekday];
        return (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a grid in all browsers
          <div
            key={weekday}
            role="group"
            aria-label={name}
            data-day={weekday}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-3 gap-y-2 px-3 py-2 min-[640px]:grid-cols-[7rem_minmax(0,1fr)_auto]"
          >
            <span className="flex min-h-control items-center text-13">
              <span className="block first-letter:uppercase">{name}</span>
            </span>
            <div className="order-last col-span-2 flex flex-wrap gap-x-4 gap-y-2 min-[640px]:order-none min-[640px]:col-span-1">
              {day.length === 0 && (
                <span className="flex min-h-control items-center text-13 text-fg-3">
                  {t("hours.closed")}
                </span>
              )}
              {day.map((typed, index) => (
                <Opening
                  // biome-ignore lint/suspicious/noArrayIndexKey: an opening is its place
                  key={index}
                  typed={typed}
                  label={t("hours.openingOf", { day: name, number: index + 1 })}
                  mistake={mistakes.get(`${weekday} ${index}`)}
                  onChange={(part) => setOpening(weekday, index, part)}
                  onRemove={() =>
                    setDay(
                      weekday,
                      day.filter((_, i) => i !== index),
                    )
                  }
                />
              ))}
            </div>
            <span className="flex gap-1">
              <IconButton
                label={t("hours.addOpening", { day: name })}
                icon={<Plus />}
                onPress={() => setDay(weekday, [...day, nextOpening(day)])}
              />
              <Menu
                label={t("hours.copyOf", { day: name })}
                entries={[
                  { kind: "item", id: "workdays", label: t("hours.copyToWorkdays") },
                  { kind: "item", id: "all", label: t("hours.copyToAll") },
                  { kind: "separator", id: "line" },
                  ...WEEKDAYS.filter((other) => other !== weekday).map((other) => ({
                    kind: "item" as const,
                    id: String(other),
                    label: t("hours.copyToDay", { day: weekdayName(other, locale, "long") }),
                  })),
                ]}
                onAction={(target) => copyTo(weekday, target)}
                trigger={<IconButton label={t("hours.copyOf", { day: name })} icon={<Copy />} />}
              />
            </span>
          </div>
        );
      })}
    </div>
  );
}

const TARGETS: Readonly<Record<string, readonly Weekday[]>> = {
  workdays: [1, 2, 3, 4, 5],
  all: WEEKDAYS,
};

interface OpeningProps {
  readonly typed: Typed;
  readonly label: string;
  readonly mistake: OpeningMistake | undefined;
  readonly onChange: (part: Partial<Typed>) => void;
  readonly onRemove: () => void;
}

function Opening({ typed, label, mistake, onChange, onRemove }: OpeningProps) {
  const t = useT();
  const read = readOpening(typed);
  const words = useId();
  const isOverNight = read !== undefined && read.to > DAY_MINUTES;
  // Of what cannot be read only that cell is wrong; else both are, together.
  const isWrong = (part: "from" | "to") =>
    mistake !== undefined && (mistake !== "no-time" || wrongCells(typed).includes(part));
  const field = (part: "from" | "to") => (
    <span data-cell={part} className="w-18">
      <TextField
        label={`${label}, ${t(part === "from" ? "hours.from" : "hours.to")}`}
        isLabelHidden
        inputMode="numeric"
        value={typed[part]}
        wrongBy={isWrong(part) ? words : undefined}
        onChange={(value) => onChange({ [part]: value })}
        // As it is written elsewhere, once it can be read.
        onBlur={() => {
          const at = readTime(typed[part]);
          if (at !== undefined) onChange({ [part]: timeText(at) });
        }}
      />
    </span>
  );
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-center gap-1.5">
        {field("from")}
        <span aria-hidden="true" className="text-fg-3">
          –
        </span>
        {field("to")}
        {isOverNight && (
          <Moon role="img" aria-label={t("hours.overNight")} className="size-4 text-fg-3" />
        )}
        <IconButton
          size="small"
          label={t("hours.removeOpening", { opening: label })}
          icon={<X />}
          onPress={onRemove}
        />
      </div>
      {mistake !== undefined && <ProblemLine id={words}>{t(MISTAKES[mistake])}</ProblemLine>}
    </div>
  );
}

interface Step {
  readonly by: "cell" | "day";
  readonly to: 1 | -1;
}

function stepOf(key: string, input: HTMLInputElement): Step | undefined {
  const { selectionStart, selectionEnd, value } = input;
  switch (key) {
    case "ArrowUp":
      return { by: "day", to: -1 };
    case "ArrowDown":
      return { by: "day", to: 1 };
    case "ArrowLeft":
      return selectionStart === 0 ? { by: "cell", to: -1 } : undefined;
    case "ArrowRight":
      return selectionEnd === value.length ? { by: "cell", to: 1 } : undefined;
    default:
      return undefined;
  }
}
