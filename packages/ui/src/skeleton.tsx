import { classNames } from "./class-names.ts";

export interface SkeletonProps {
  readonly shape?: "line" | "block" | "circle";
  /** Its size: `h-3 w-32`, `size-8`. */
  readonly className: string;
}

const SHAPES = { line: "rounded-key", block: "rounded-control", circle: "rounded-full" } as const;

/** The place of something on its way. Invisible for 150 ms, so that quick answers never flash. */
export function Skeleton({ shape = "line", className }: SkeletonProps) {
  return (
    <span
      aria-hidden="true"
      className={classNames("skeleton block bg-muted", SHAPES[shape], className)}
    />
  );
}

export interface SkeletonRowsProps {
  readonly rows: number;
  /** Said while it shows: "Carregando conversas". */
  readonly label: string;
}

/** An inbox on its way, in the layout it will have. */
export function SkeletonRows({ rows, label }: SkeletonRowsProps) {
  return (
    <div role="status">
      <span className="sr-only">{label}</span>
      {Array.from({ length: rows }, (_, row) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
          key={row}
          className="flex min-h-row gap-2.5 border-b border-line-subtle items-center px-3"
        >
          <Skeleton shape="circle" className="size-8 flex-none" />
          <div className="flex grow flex-col justify-center gap-2">
            <Skeleton className={classNames("h-3", row % 2 === 0 ? "w-1/3" : "w-1/2")} />
            <Skeleton className={classNames("h-3", row % 3 === 0 ? "w-5/6" : "w-2/3")} />
          </div>
        </div>
      ))}
    </div>
  );
}
