import { useT } from "../i18n/translate.ts";
import { Course, targetText, valueText } from "./figure-row.tsx";
import type { Figure } from "./figures.ts";
import { WallTile } from "./wall-tile.tsx";

interface WallFiguresProps {
  readonly figures: readonly Figure[];
  readonly isStale: boolean;
}

/** The figures of the board, for a screen on a wall: there is nothing to press. */
export function WallFigures({ figures, isStale }: WallFiguresProps) {
  const t = useT();
  const room = Math.max(...figures.map((figure) => valueText(t, figure).length));
  return (
    <ul
      aria-label={t("board.figures")}
      className="grid grow auto-rows-fr grid-cols-2 gap-4 min-[900px]:grid-cols-3"
    >
      {figures.map((figure) => (
        <li key={figure.name} className="min-w-0">
          <WallTile
            label={t(`board.figure.${figure.name}`)}
            value={valueText(t, figure)}
            room={room}
            text={targetText(t, figure)}
            alerts={figure.isBreached ? [t(`board.alert.${figure.name}`)] : []}
            isStale={isStale}
            course={<Course figure={figure} />}
          />
        </li>
      ))}
    </ul>
  );
}
