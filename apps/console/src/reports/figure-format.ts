import type { FigureValueView } from "@circuito/protocol";
import { FIGURE_WORDS, type FigureId, figureOf } from "@circuito/protocol/figure-text";
import { duration } from "../i18n/format.ts";
import { currentLocale, t } from "../i18n/translate.ts";
import type { SpreadId } from "./report-search.ts";

/** How durations are told. */
export interface Telling {
  readonly spread: SpreadId;
  readonly isBusiness: boolean;
}

/** A figure's number as it is compared and drawn; null: there was nothing to work it out of. */
export function numberOf(
  id: FigureId,
  figure: FigureValueView | undefined,
  { spread, isBusiness }: Telling,
): number | null {
  if (!figure) return null;
  if (figureOf(id).shape.kind !== "duration") return figure.value;
  return (isBusiness ? figure.business : figure.wall)?.[spread] ?? null;
}

/** The same as people read it: "1.204", "94 %", "3 min", "4,6"; "–" where there is none. */
export function numberText(id: FigureId, value: number | null): string {
  if (value === null) return "–";
  const format = (options: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat(currentLocale(), options).format(value);
  switch (figureOf(id).shape.kind) {
    case "count":
      return format({ maximumFractionDigits: 0 });
    case "duration":
      return duration(value * 1_000);
    case "share":
    case "quotient":
    case "top":
      return format({ style: "percent", maximumFractionDigits: 1 });
    case "net":
      return new Intl.NumberFormat(currentLocale(), {
        maximumFractionDigits: 0,
        signDisplay: "exceptZero",
      }).format(value * 100);
    case "mean":
      return format({ maximumFractionDigits: 1 });
  }
}

export interface Difference {
  readonly text: string;
  readonly isBetter: boolean | undefined;
}

/** How much it changed, relative to what it was; of shares in points. Undefined: nothing to compare. */
export function differenceOf(
  id: FigureId,
  now: number | null,
  before: number | null,
): Difference | undefined {
  if (now === null || before === null) return undefined;
  const kind = figureOf(id).shape.kind;
  const isShare = kind === "share" || kind === "quotient" || kind === "top" || kind === "net";
  if (!isShare && before === 0) return undefined;
  const change = isShare ? (now - before) * 100 : ((now - before) / before) * 100;
  const number = new Intl.NumberFormat(currentLocale(), {
    maximumFractionDigits: isShare ? 1 : 0,
    signDisplay: "exceptZero",
  }).format(change);
  const { better } = figureOf(id);
  const isBetter =
    better === undefined || change === 0 ? undefined : (better === "more") === change > 0;
  return { text: `${number}\u00a0${isShare ? "p.p." : "%"}`, isBetter };
}

export const figureName = (id: FigureId): string => FIGURE_WORDS[currentLocale()][id][0];
export const figureDefinition = (id: FigureId): string => FIGURE_WORDS[currentLocale()][id][1];

/** "12/03": the year is in the filter. */
export function dateLabel(date: string): string {
  const [, month = "", day = ""] = date.split("-");
  return t("report.dayMonth", { day, month });
}
