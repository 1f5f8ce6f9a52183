import { type KeyboardEvent, useId, useState } from "react";
import { classNames } from "./class-names.ts";

/** How a stretch is drawn: by its height and hatching, too, and not by its colour alone. */
export type DayBarForm = "full" | "hatched" | "low" | "broken" | "line";

export interface DayBarSpan {
  readonly form: DayBarForm;
  /** Share of the axis, 0–1. */
  readonly from: number;
  readonly to: number;
  /** As it is read: "Em pausa · Almoço, 12:00–13:00, 1 h". */
  readonly title: string;
}

export interface DayBarRow {
  readonly id: string;
  readonly name: string;
  readonly spans: readonly DayBarSpan[];
  /** Moments to be marked above the bar, as shares of the axis. */
  readonly marks?: readonly number[] | undefined;
}

export interface DayBarsProps {
  readonly label: string;
  readonly rows: readonly DayBarRow[];
  /** Hours below the bars. */
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
  /** What is said of a row of which nothing is known. */
  readonly empty: string;
  /** What is said where nothing is pointed at. */
  readonly hint: string;
  /** A row's name that is pressed. */
  readonly onPress?: ((id: string) => void) | undefined;
}

/**
 * Stretches of a day, a row each. A row is one stop of the keyboard, and arrows go from stretch to stretch;
 * the one pointed at is told in words below.
 */
export function DayBars({ label, rows, ticks, empty, hint, onPress }: DayBarsProps) {
  const [told, setTold] = useState<string | null>(null);
  const hatch = useId();
  return (
    <section aria-label={label} className="flex min-w-0 flex-col gap-1">
      <Hatches id={hatch} />
      <ul className="grid grid-cols-[fit-content(9rem)_minmax(0,1fr)] items-center gap-x-3 gap-y-1">
        {rows.map((row) => (
          <li key={row.id} className="contents">
            {onPress === undefined ? (
              <span className="truncate text-13 text-fg">{row.name}</span>
            ) : (
              <button
                type="button"
                onClick={() => onPress(row.id)}
                className="ring-focus touch-target truncate rounded-chip text-left text-13 text-accent-text hover:underline"
              >
                {row.name}
              </button>
            )}
            {row.spans.length === 0 ? (
              <span className="flex h-7 items-center text-12 text-fg-3">{empty}</span>
            ) : (
              <Bar row={row} hatch={hatch} onTell={setTold} />
            )}
          </li>
        ))}
        <li aria-hidden="true" className="contents">
          <span />
          <span className="relative h-5 text-11 text-fg-3">
            {ticks.map(({ at, label: text }, n) => (
              <span
                key={text}
                className={classNames(
                  "absolute -translate-x-1/2 whitespace-nowrap tabular-nums",
                  // On a phone they would touch each other.
                  n % 3 !== 0 && "max-[700px]:hidden",
                )}
                style={{ left: `${at * 100}%` }}
              >
                {text}
              </span>
            ))}
          </span>
        </li>
      </ul>
      {/* The stretch itself is read by whoever does not see this. */}
      <p aria-hidden="true" className="min-h-5 text-12 text-fg-2">
        {told ?? hint}
      </p>
    </section>
  );
}

interface BarProps {
  readonly row: DayBarRow;
  readonly hatch: string;
  readonly onTell: (title: string | null) => void;
}

function Bar({ row, hatch, onTell }: BarProps) {
  const [current, setCurrent] = useState(0);

  function move(event: KeyboardEvent<SVGSVGElement>): void {
    const last = row.spans.length - 1;
    const to = {
      ArrowRight: Math.min(last, current + 1),
      ArrowLeft: Math.max(0, current - 1),
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined || last < 0) return;
    event.preventDefault();
    setCurrent(to);
    event.currentTarget.querySelectorAll<SVGRectElement>("[data-span]")[to]?.focus();
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing of several pictures has no element of its own
    <svg
      role="group"
      aria-label={row.name}
      onKeyDown={move}
      className="h-7 w-full overflow-visible"
    >
      {row.spans.map((span, n) => {
        const { y, height, look } = LOOKS[span.form];
        return (
          // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a stretch is read, and does nothing
          <rect
            key={span.from}
            data-span=""
            role="img"
            aria-label={span.title}
            tabIndex={n === Math.min(current, row.spans.length - 1) ? 0 : -1}
            x={percent(span.from)}
            y={y}
            // Also what lasted seconds can be seen, and pointed at.
            width={percent(Math.max(0.002, span.to - span.from))}
            height={height}
            fill={hatchOf(hatch, span.form)}
            className={classNames("ring-focus hover:opacity-80", look)}
            onFocus={() => {
              setCurrent(n);
              onTell(span.title);
            }}
            onBlur={() => onTell(null)}
            onPointerEnter={() => onTell(span.title)}
            onPointerLeave={() => onTell(null)}
          />
        );
      })}
      {row.marks?.map((at, n) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: several may be at one moment
          key={n}
          x={percent(at)}
          y={0}
          width="2"
          height="5"
          className="pointer-events-none fill-fg"
        />
      ))}
    </svg>
  );
}

const percent = (share: number) => `${share * 100}%`;

const LOOKS: Readonly<
  Record<DayBarForm, { readonly y: number; readonly height: number; readonly look: string }>
> = {
  full: { y: 7, height: 20, look: "fill-ok-icon" },
  hatched: { y: 7, height: 20, look: "stroke-accent" },
  low: { y: 15, height: 12, look: "fill-warn-icon" },
  broken: { y: 15, height: 12, look: "stroke-danger" },
  line: { y: 25, height: 2, look: "fill-line-control" },
};

const hatchOf = (id: string, form: DayBarForm): string | undefined =>
  form === "hatched" || form === "broken" ? `url(#${id}-${form})` : undefined;

/** What fills the two hatched forms; drawn once, and named by each that is. */
function Hatches({ id }: { readonly id: string }) {
  return (
    <svg aria-hidden="true" className="absolute size-0">
      <defs>
        {(["hatched", "broken"] as const).map((form) => (
          <pattern
            key={form}
            id={`${id}-${form}`}
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform={form === "hatched" ? "rotate(45)" : "rotate(-45)"}
          >
            <rect
              width="3"
              height="6"
              className={form === "hatched" ? "fill-accent" : "fill-danger"}
            />
          </pattern>
        ))}
      </defs>
    </svg>
  );
}

/** The same forms beside their words. */
export function DayBarKey({ form }: { readonly form: DayBarForm }) {
  const id = useId();
  const { y, height, look } = LOOKS[form];
  return (
    <>
      <Hatches id={id} />
      <svg aria-hidden="true" className="h-7 w-5 flex-none">
        <rect x="1" y={y} width="18" height={height} fill={hatchOf(id, form)} className={look} />
      </svg>
    </>
  );
}
