import { type FigureId, figureOf } from "@circuito/domain";
import type { FigureValueView, ReportQuery, ReportView } from "@circuito/protocol";
import { FIGURE_WORDS, type FigureLanguage } from "@circuito/protocol/figure-text";
import { COLUMN_WORDS } from "./column-words.ts";
import { type Cell, type FileAnswer, type FileFormat, fileAnswer } from "./table-file.ts";

/** A report as a table: a row for each group and time, durations in seconds, shares 0–1. */
export function figuresFile(
  query: Pick<ReportQuery, "by" | "step"> & {
    readonly figures: readonly FigureId[];
    readonly language: FigureLanguage;
  },
  report: ReportView,
  format: FileFormat,
): FileAnswer {
  const words = COLUMN_WORDS[query.language];
  const columns = query.figures.flatMap((id) => columnsOf(id, query.language));
  const rows = report.rows.map(({ key, name, at, figures }): readonly Cell[] => [
    ...(query.by === undefined ? [] : [name ?? key ?? words.none]),
    ...(query.step === undefined ? [] : [at]),
    ...columns.map(({ id, pick }) => {
      const value = figures[id];
      return value ? pick(value) : null;
    }),
  ]);
  return fileAnswer(
    {
      name: `circuito-${report.from}-${report.until}`,
      columns: [
        ...(query.by === undefined ? [] : [words[query.by]]),
        ...(query.step === undefined ? [] : [words.period]),
        ...columns.map(({ name }) => name),
      ],
      rows,
    },
    format,
    query.language,
  );
}

interface Column {
  readonly id: FigureId;
  readonly name: string;
  readonly pick: (value: FigureValueView) => number | null;
}

function columnsOf(id: FigureId, language: FigureLanguage): readonly Column[] {
  const [name] = FIGURE_WORDS[language][id];
  const words = COLUMN_WORDS[language];
  if (figureOf(id).shape.kind === "count") return [{ id, name, pick: ({ value }) => value }];
  const of: Column = { id, name: `${name}: n`, pick: (value) => value.of };
  if (figureOf(id).shape.kind !== "duration") {
    return [{ id, name, pick: ({ value }) => value }, of];
  }
  const spread = (part: "wall" | "business", key: "mean" | "p50" | "p90"): Column => ({
    id,
    name: `${name}: ${words[key]} (s${part === "business" ? `, ${words.business}` : ""})`,
    pick: (value) => value[part]?.[key] ?? null,
  });
  return [
    ...(["mean", "p50", "p90"] as const).map((key) => spread("wall", key)),
    ...(["mean", "p50", "p90"] as const).map((key) => spread("business", key)),
    of,
  ];
}
