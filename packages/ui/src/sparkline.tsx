import { LINE_HEIGHT, LINE_WIDTH, linesThrough } from "./sparkline-path.ts";

export interface SparklineProps {
  /** In order of time, at even steps; null where nothing is known. */
  readonly values: readonly (number | null)[];
  /** The course in words: "Última hora: de 4 a 12, agora 9". */
  readonly label: string;
  readonly className?: string | undefined;
}

/** How a figure went, without axes: it is there to be glanced at, the words tell the same. */
export function Sparkline({ values, label, className }: SparklineProps) {
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${LINE_WIDTH} ${LINE_HEIGHT}`}
      preserveAspectRatio="none"
      className={className ?? "h-6 w-full text-line-control"}
    >
      <path
        d={linesThrough(values)}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
