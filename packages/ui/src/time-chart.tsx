import { classNames } from "./class-names.ts";

export interface TimePoint {
  readonly id: string;
  /** Below its column, where there is room: "12/03", "14 h". */
  readonly label: string;
  /** Null: nothing is known of it, which is not zero. */
  readonly value: number | null;
  /** What it is compared with: a mark at its height. */
  readonly before?: number | null | undefined;
  /** As it is read: "12/03: 42 (antes 38)". */
  readonly title: string;
}

export interface TimeChartProps {
  /** The course in words, for who does not see it; the table beside has every number. */
  readonly label: string;
  readonly points: readonly TimePoint[];
  /** A number as the axis says it. */
  readonly format: (value: number) => string;
  /** A column that is pointed at and pressed, by its id. The table beside has the same for the keyboard. */
  readonly onPress?: ((id: string) => void) | undefined;
  readonly className?: string | undefined;
}

/** Labels below the columns: more of them touch each other. */
const LABELS_MAX = 8;

/** Columns over time. A comparison is a mark across its column, told by form and not by colour. */
export function TimeChart({ label, points, format, onPress, className }: TimeChartProps) {
  const highest = Math.max(0, ...points.flatMap(({ value, before }) => [value ?? 0, before ?? 0]));
  const top = niceTop(highest);
  const middle = format(top / 2);
  const every = Math.max(1, Math.ceil(points.length / LABELS_MAX));
  const share = (value: number) => `${top === 0 ? 0 : (value / top) * 100}%`;
  return (
    <div role="img" aria-label={label} className={classNames("flex min-w-0 gap-2", className)}>
      <div
        aria-hidden="true"
        className="flex h-40 flex-none flex-col justify-between text-11 text-fg-3"
      >
        <span className="-mt-1.5 text-right tabular-nums">{format(top)}</span>
        <span className="text-right tabular-nums">{middle !== format(top) && middle}</span>
        <span className="-mb-1.5 text-right tabular-nums">{format(0)}</span>
      </div>
      <div aria-hidden="true" className="min-w-0 grow">
        <div className="relative h-40 border-b border-line">
          <div className="absolute inset-x-0 top-0 border-t border-line-subtle" />
          <div className="absolute inset-x-0 top-1/2 border-t border-line-subtle" />
          <div className="absolute inset-0 flex items-end gap-px">
            {points.map(({ id, value, before, title }) => (
              <div
                key={id}
                title={title}
                {...(onPress && { onClick: () => onPress(id) })}
                className={classNames(
                  "group/column relative flex h-full min-w-0 grow basis-0 items-end justify-center hover:bg-hover",
                  onPress && "cursor-pointer",
                )}
              >
                <div
                  className="w-full max-w-8 rounded-t-sm bg-accent opacity-80 group-hover/column:opacity-100"
                  style={{ height: share(value ?? 0) }}
                />
                {before !== undefined && before !== null && (
                  <div
                    className="absolute inset-x-0 mx-auto w-full max-w-10 border-t-2 border-fg-2"
                    style={{ bottom: share(before) }}
                  />
                )}
              </div>
            ))}
          </div>
        </div>
        <div className="flex h-5 text-11 text-fg-3">
          {points.map(({ id, label: text }, n) => (
            <span key={id} className="relative min-w-0 grow basis-0">
              {n % every === 0 && (
                <span className="absolute top-1 left-1/2 -translate-x-1/2 whitespace-nowrap tabular-nums">
                  {text}
                </span>
              )}
            </span>
          ))}
        </div>
      </div>
    </div>
  );
}

/** The end of the axis: one, two or four times a power of ten, and nothing less than one. */
function niceTop(highest: number): number {
  if (highest <= 0) return 0;
  const power = 10 ** Math.floor(Math.log10(highest));
  // Halves are whole numbers, too, but of 1.
  const step = [1, 2, 4, 10].find((factor) => factor * power >= highest) ?? 10;
  return step * power;
}
