import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

interface WallTileProps {
  readonly label: string;
  /** Small, at the end of the label's line. */
  readonly mark?: ReactNode;
  readonly value: string;
  /** The longest value beside it, in characters: numbers that stand together are of one size. */
  readonly room: number;
  /** Under the number: what it should be, or what it is made of. */
  readonly text?: ReactNode;
  /** What is not as it should be, in words; the tile stands out. */
  readonly alerts: readonly string[];
  readonly isStale: boolean;
  readonly course?: ReactNode;
}

/** One number on a wall: as large as its tile lets it be, since it is read from across a room. */
export function WallTile(props: WallTileProps) {
  const { label, mark, value, room, text, alerts, isStale, course } = props;
  return (
    <div
      className={`h-full min-h-36 rounded-pane border bg-surface [container-type:size] ${alerts.length > 0 ? "border-danger" : "border-line"}`}
    >
      <div className="flex h-full flex-col gap-1 p-4 min-[900px]:p-5">
        <p className="flex items-start gap-2 text-14 text-fg-2">
          <span className="min-w-0 grow text-balance">{label}</span>
          {mark}
        </p>
        <p
          // Digits are about 0.6 em wide: all of them fit side by side, and leave the other lines their room.
          style={{ fontSize: `clamp(1.75rem, min(38cqh, ${125 / Math.max(room, 3)}cqw), 9rem)` }}
          className={`my-auto leading-none font-semibold whitespace-nowrap tabular-nums ${isStale ? "text-fg-3" : ""}`}
        >
          {value}
        </p>
        <p className="flex min-h-[1.3125rem] flex-wrap items-center gap-x-3 gap-y-1 text-14 text-fg-2 tabular-nums">
          {alerts.map((alert) => (
            <span key={alert} className="flex items-center gap-1.5 font-medium text-danger-text">
              <TriangleAlert aria-hidden="true" className="size-4 flex-none" />
              {alert}
            </span>
          ))}
          {text}
        </p>
        {course}
      </div>
    </div>
  );
}
