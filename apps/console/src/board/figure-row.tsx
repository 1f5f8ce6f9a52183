import { Sparkline, StatTile } from "@circuito/ui";
import { duration } from "../i18n/format.ts";
import { type Translate, useT } from "../i18n/translate.ts";
import { inboxHref } from "../workspace/routes.ts";
import type { BoardSearch } from "./board-search.ts";
import type { Figure, FigureName } from "./figures.ts";

interface FigureRowProps {
  readonly figures: readonly Figure[];
  readonly search: BoardSearch;
  /** Older than it should be: how old, in words. */
  readonly staleText: string | undefined;
}

/** At most six figures, each with what it should be, its last hour, and the list behind it. */
export function FigureRow({ figures, search, staleText }: FigureRowProps) {
  const t = useT();
  return (
    <ul
      aria-label={t("board.figures")}
      className="grid grid-cols-2 gap-3 min-[900px]:grid-cols-3 min-[1400px]:grid-cols-6"
    >
      {figures.map((figure) => (
        <li key={figure.name} className="flex min-w-0 *:grow">
          <StatTile
            label={t(`board.figure.${figure.name}`)}
            value={valueText(t, figure)}
            target={targetText(t, figure)}
            alert={figure.isBreached ? t(`board.alert.${figure.name}`) : undefined}
            href={hrefOf(figure.name, search)}
            staleText={staleText}
            course={<Course figure={figure} />}
          />
        </li>
      ))}
    </ul>
  );
}

/** Fewer minutes than this are a dot, and no line. */
const COURSE_MIN = 5;

/** Its last hour. */
export function Course({ figure }: { readonly figure: Figure }) {
  const t = useT();
  const known = figure.course.filter((value) => value !== null);
  if (known.length < COURSE_MIN) return <span aria-hidden="true" className="mt-auto h-6" />;
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const label = t("board.course", {
    least: numberText(t, figure.name, least),
    most: numberText(t, figure.name, most),
  });
  return (
    <span className="mt-auto">
      <Sparkline values={figure.course} label={label} />
    </span>
  );
}

function numberText(t: Translate, name: FigureName, value: number): string {
  if (name === "longestWait") return value === 0 ? "0" : duration(value * 1_000);
  return name === "kept" ? t("board.percent", { value }) : String(value);
}

export function valueText(t: Translate, { name, value, of }: Figure): string {
  if (value === null) return "–";
  const text = numberText(t, name, value);
  return of === undefined ? text : `${text}/${of}`;
}

export function targetText(t: Translate, { name, target }: Figure): string | undefined {
  if (target === null) return undefined;
  const isLeast = name === "kept" || name === "available";
  const value = numberText(t, name, target);
  return t(isLeast ? "board.atLeast" : "board.atMost", { value });
}

/** Where the number comes from. */
function hrefOf(name: FigureName, search: BoardSearch): string {
  const queue = search.queue === undefined ? {} : { queue: search.queue };
  switch (name) {
    case "waiting":
    case "longestWait":
      return inboxHref({ ...queue, owner: "none" });
    case "kept":
      return `#${AT_RISK_ID}`;
    case "available":
      return `#${AGENTS_ID}`;
    case "abandoned":
      return inboxHref({ ...queue, group: "resolved" });
    case "inService":
      return inboxHref(queue);
  }
}

/** Places on the board that figures lead to. */
export const AT_RISK_ID = "board-at-risk";
export const AGENTS_ID = "board-agents";
