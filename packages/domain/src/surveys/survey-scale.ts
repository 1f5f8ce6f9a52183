/**
 * What can be asked of a customer (rules §11): how content they are (CSAT), how easy it was to have it
 * solved (CES), whether they would recommend the company (NPS).
 */
export const SURVEY_KINDS = ["csat", "ces", "nps"] as const;
export type SurveyKind = (typeof SURVEY_KINDS)[number];

/** Whole numbers from `min` to `max`, more being better. */
export interface SurveyScale {
  readonly min: number;
  readonly max: number;
}

export const SURVEY_SCALES: Readonly<Record<SurveyKind, SurveyScale>> = {
  csat: { min: 1, max: 5 },
  ces: { min: 1, max: 7 },
  nps: { min: 0, max: 10 },
};

/** Which question follows a score. Of NPS: detractor, passive, promoter. */
export const SCORE_BANDS = ["low", "middle", "high"] as const;
export type ScoreBand = (typeof SCORE_BANDS)[number];

/** The lowest score of the middle band, and of the high one. */
const BANDS: Readonly<Record<SurveyKind, readonly [middle: number, high: number]>> = {
  csat: [3, 4],
  ces: [4, 5],
  nps: [7, 9],
};

export function isScore(kind: SurveyKind, value: number): boolean {
  const { min, max } = SURVEY_SCALES[kind];
  return Number.isInteger(value) && value >= min && value <= max;
}

/** Every score of a scale, lowest first. */
export function scoresOf(kind: SurveyKind): readonly number[] {
  const { min, max } = SURVEY_SCALES[kind];
  return Array.from({ length: max - min + 1 }, (_, at) => min + at);
}

export function bandOf(kind: SurveyKind, score: number): ScoreBand {
  const [middle, high] = BANDS[kind];
  return score >= high ? "high" : score >= middle ? "middle" : "low";
}
