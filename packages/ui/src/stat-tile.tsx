import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-aria-components";
import { classNames } from "./class-names.ts";

export interface StatTileProps {
  readonly label: string;
  /** As it is read: "12", "3 min", "94 %". */
  readonly value: string;
  /** Beside the number: "meta 5 min". */
  readonly target?: string | undefined;
  /** Beyond its target: the only colour on a board, with an icon and words. */
  readonly alert?: string | undefined;
  /** Where the number comes from: the list behind it. */
  readonly href?: string | undefined;
  /** Not of this moment: greyed, with its age in words. */
  readonly staleText?: string | undefined;
  /** A `Sparkline`. */
  readonly course?: ReactNode;
}

/** One figure with its target; a press leads to what it counts. */
export function StatTile(props: StatTileProps) {
  const { label, value, target, alert, href, staleText, course } = props;
  const inner = (
    <>
      <span className="flex items-center gap-1.5 text-12 text-fg-2">
        <span className="min-w-0 grow truncate">{label}</span>
        {staleText !== undefined && <span className="flex-none text-fg-3">{staleText}</span>}
      </span>
      <span className="flex flex-wrap items-baseline gap-x-2">
        <span
          className={classNames("text-28 tabular-nums", staleText !== undefined && "text-fg-3")}
        >
          {value}
        </span>
        {target !== undefined && <span className="text-12 text-fg-3">{target}</span>}
      </span>
      {alert !== undefined && (
        <span className="flex items-center gap-1 text-12 font-medium text-danger-text">
          <TriangleAlert aria-hidden="true" className="size-3.5 flex-none" />
          {alert}
        </span>
      )}
      {course}
    </>
  );
  const look = classNames(
    "flex min-w-0 flex-col gap-1 rounded-pane border bg-surface p-4",
    alert === undefined ? "border-line" : "border-danger",
  );
  if (href === undefined) return <div className={look}>{inner}</div>;
  return (
    <Link
      href={href}
      className={classNames(look, "ring-focus fade-colors cursor-default data-hovered:bg-hover")}
    >
      {inner}
    </Link>
  );
}
