import { bandOf, SURVEY_SCALES, type SurveyKind, scoresOf } from "./survey-scale.ts";

/** What was counted: how many were asked, and how many gave each score. */
export interface SurveyTally {
  readonly asked: number;
  readonly scores: ReadonlyMap<number, number>;
}

/** A figure never stands alone: with its distribution, and how many of those asked it comes from. */
export interface SurveySummary {
  readonly kind: SurveyKind;
  readonly asked: number;
  readonly answered: number;
  /** Of those asked, 0 to 1; absent where nobody was. */
  readonly responseRate: number | undefined;
  /** Every score of the scale, lowest first, those that nobody gave too. */
  readonly distribution: readonly { readonly score: number; readonly count: number }[];
  /**
   * CSAT: share of 4 and 5, 0 to 1. CES: mean. NPS: share of 9 and 10 less share of 0 to 6, −1 to 1
   * (rules §11). Absent without an answer.
   */
  readonly figure: number | undefined;
  /**
   * Where the figure of everybody would be, 95 times in 100, if those who answered are like the others.
   * Absent of few answers: it would be so wide that it says nothing, or narrow by chance.
   */
  readonly between: readonly [low: number, high: number] | undefined;
  /** So few answered that one more may change it visibly. */
  readonly isSmall: boolean;
}

/** Below it a single answer moves a percentage by more than three points. */
export const SMALL_SAMPLE = 30;
/** Of the normal distribution, for 95 %. */
const Z = 1.96;

export function summarizeSurvey(kind: SurveyKind, { asked, scores }: SurveyTally): SurveySummary {
  const distribution = scoresOf(kind).map((score) => ({ score, count: scores.get(score) ?? 0 }));
  const answered = distribution.reduce((sum, { count }) => sum + count, 0);
  const given = distribution.map(({ score, count }) => ({ value: worthOf(kind, score), count }));
  const figure = mean(given, answered);
  const isSmall = answered < SMALL_SAMPLE;
  return {
    kind,
    asked,
    answered,
    responseRate: asked === 0 ? undefined : answered / asked,
    distribution,
    figure,
    between:
      figure === undefined || isSmall ? undefined : intervalOf(kind, figure, given, answered),
    isSmall,
  };
}

/** What one answer adds to the figure, which is the mean of these. */
function worthOf(kind: SurveyKind, score: number): number {
  switch (kind) {
    case "csat":
      return bandOf(kind, score) === "high" ? 1 : 0;
    case "ces":
      return score;
    case "nps":
      return { low: -1, middle: 0, high: 1 }[bandOf(kind, score)];
  }
}

interface Given {
  readonly value: number;
  readonly count: number;
}

function mean(given: readonly Given[], answered: number): number | undefined {
  if (answered === 0) return undefined;
  return given.reduce((sum, { value, count }) => sum + value * count, 0) / answered;
}

function intervalOf(
  kind: SurveyKind,
  figure: number,
  given: readonly Given[],
  n: number,
): readonly [number, number] {
  // Of a share, Wilson's: it holds for few answers, and when all said the same.
  if (kind === "csat") {
    const spread = 1 + Z ** 2 / n;
    const centre = (figure + Z ** 2 / (2 * n)) / spread;
    const half = (Z / spread) * Math.sqrt((figure * (1 - figure)) / n + Z ** 2 / (4 * n ** 2));
    return [Math.max(0, centre - half), Math.min(1, centre + half)];
  }
  const squares = given.reduce((sum, one) => sum + one.count * (one.value - figure) ** 2, 0);
  const half = Z * Math.sqrt(squares / n / n);
  const { min, max } = kind === "ces" ? SURVEY_SCALES.ces : { min: -1, max: 1 };
  return [Math.max(min, figure - half), Math.min(max, figure + half)];
}
