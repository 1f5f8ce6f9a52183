import { classNames } from "./class-names.ts";

export interface HeatMapProps {
  /** What is counted: the table's name. */
  readonly label: string;
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly label: string;
    readonly values: readonly number[];
  }[];
  /** A cell as it is read: "terça, 14 h: 42". */
  readonly titleOf: (row: number, column: number, value: number) => string;
  readonly className?: string | undefined;
}

/**
 * How much when: a table whose cells are the darker the more they hold. Its numbers are all in it; nothings are heard, and
 * not drawn, so that what there is stands out.
 */
export function HeatMap({ label, columns, rows, titleOf, className }: HeatMapProps) {
  const highest = Math.max(1, ...rows.flatMap(({ values }) => values));
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take focus
      tabIndex={0}
      // Unseen numbers are placed in it, and scroll with it.
      className={classNames("ring-focus relative overflow-x-auto", className)}
    >
      <table className="w-full min-w-[720px] table-fixed border-separate border-spacing-0.5 text-11">
        <thead>
          <tr>
            <td className="w-14" />
            {columns.map((column) => (
              <th key={column} scope="col" className="font-normal text-fg-3 tabular-nums">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, y) => (
            <tr key={row.label}>
              <th scope="row" className="pr-2 text-left font-normal whitespace-nowrap text-fg-2">
                {row.label}
              </th>
              {row.values.map((value, x) => (
                <td
                  // biome-ignore lint/suspicious/noArrayIndexKey: hours have no other name
                  key={x}
                  title={titleOf(y, x, value)}
                  className="h-7 rounded-sm p-0 text-center tabular-nums"
                  style={{ backgroundColor: shadeOf(value / highest) }}
                >
                  <span className={value === 0 ? "sr-only" : "text-fg"}>{value}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** At most so much of the accent that the number on it stays readable in both themes. */
const DARKEST_PERCENT = 45;

const shadeOf = (share: number): string =>
  `color-mix(in oklab, var(--color-accent) ${Math.round(share * DARKEST_PERCENT)}%, var(--color-sunken))`;
