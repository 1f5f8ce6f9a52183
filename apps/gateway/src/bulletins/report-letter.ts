import type { ReportBulletin } from "@circuito/domain";
import type { ReportView } from "@circuito/protocol";
import { reportText } from "@circuito/protocol/bulletin-text";
import { FIGURE_WORDS, type FigureId, figureOf } from "@circuito/protocol/figure-text";
import { escapeHtml } from "../http/escape-html.ts";
import type { OwnLetter } from "../own-mail/own-mail.ts";
import { COLUMN_WORDS } from "../web/reports/column-words.ts";
import { figureText } from "./figure-text.ts";
import { letterHtml } from "./letter-html.ts";

/** More a letter does not show; the file that goes along has all. */
const ROWS_SHOWN_MAX = 50;

/** A report as a letter: of the whole a line for each figure, else a row for each group. */
export function reportLetter(
  content: Pick<ReportBulletin, "name" | "language" | "period">,
  report: Pick<ReportView, "rows">,
  figures: readonly FigureId[],
  about: Pick<OwnLetter, "id" | "to" | "date" | "attachments"> & {
    readonly link: string;
    /** What it is narrowed down to, as people read it. */
    readonly narrowedTo: readonly string[];
    readonly isWhole: boolean;
  },
): OwnLetter {
  const { language } = content;
  const { id, to, date, attachments, link, narrowedTo, isWhole } = about;
  const words = reportText(content);
  const { none } = COLUMN_WORDS[language];
  const name = (figure: FigureId) => FIGURE_WORDS[language][figure][0];
  const shown = report.rows.slice(0, ROWS_SHOWN_MAX).map((row) => ({
    name: row.name ?? row.key ?? none,
    values: figures.map((figure) => figureText(figure, row.figures[figure], language)),
  }));
  const left = report.rows.length - shown.length;
  const hasTimes = figures.some((figure) => figureOf(figure).shape.kind === "duration");
  const notes = [
    ...(shown.length === 0 ? [words.empty] : hasTimes ? [words.times] : []),
    ...(left > 0 ? [words.more(left)] : []),
  ];
  const table: readonly (readonly string[])[] = isWhole
    ? figures.map((figure, at) => [name(figure), shown[0]?.values[at] ?? "–"])
    : [["", ...figures.map(name)], ...shown.map((row) => [row.name, ...row.values])];
  const blocks = isWhole
    ? [table.map(([figure, value]) => `${figure}: ${value}`).join("\n")]
    : shown.map(({ name: group, values }) =>
        [group, ...figures.map((figure, at) => `  ${name(figure)}: ${values[at]}`)].join("\n"),
      );
  return {
    ...{ id, to, date, attachments, subject: words.title },
    text: [
      ...[...narrowedTo, ...blocks, ...notes].flatMap((block) => [block, ""]),
      ...[`${words.open}: ${link}`, "", "-- ", words.why, ""],
    ].join("\n"),
    html: letterHtml({
      ...{ language, title: words.title, link, linkText: words.open, why: words.why },
      body: [
        ...narrowedTo.map(small),
        ...(shown.length === 0 ? [] : [tableHtml(table, isWhole)]),
        ...notes.map(small),
      ].join("\n"),
    }),
  };
}

const small = (text: string) =>
  `<p style="margin:0 0 8px;font-size:13px;color:#6b7280">${escapeHtml(text)}</p>`;

const CELL = "padding:6px 10px;border-bottom:1px solid #d1d5db;font-size:13px";

/** Its first column says what a row is of. A table of many figures may be scrolled by itself. */
function tableHtml(rows: readonly (readonly string[])[], isWhole: boolean): string {
  const lines = rows.map((cells, line) => {
    const isHead = line === 0 && !isWhole;
    const made = cells.map((cell, column) => {
      const tag = isHead || column === 0 ? "th" : "td";
      const scope = isHead ? "col" : "row";
      const align = column === 0 ? "left" : "right";
      return `<${tag}${tag === "th" ? ` scope="${scope}"` : ""} style="${CELL};text-align:${align}">${escapeHtml(cell)}</${tag}>`;
    });
    return `<tr>${made.join("")}</tr>`;
  });
  return `<div style="overflow-x:auto;margin:0 0 12px"><table style="border-collapse:collapse;min-width:100%">${lines.join("\n")}</table></div>`;
}
