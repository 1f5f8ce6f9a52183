/** Whether whoever ends a conversation says how it was solved. */
export const RESOLUTION_NEEDS = ["none", "optional", "required"] as const;
export type ResolutionNeed = (typeof RESOLUTION_NEEDS)[number];

/** What a queue wants to know before its conversations end. */
export interface ClosingRules {
  /** It is said what it was about. */
  readonly needsCategory: boolean;
  readonly resolution: ResolutionNeed;
  /** Whoever ends it may leave the survey out. */
  readonly surveyMayBeLeftOut: boolean;
}

/** A queue of which nobody said anything: the end asks nothing. */
export const USUAL_CLOSING: ClosingRules = {
  needsCategory: false,
  resolution: "none",
  surveyMayBeLeftOut: false,
};

/** What whoever ends a conversation says of its end. */
export interface Closing {
  readonly resolution?: string | undefined;
  /** False: its customer is not asked how it was. */
  readonly survey?: boolean | undefined;
}

/** What is known of a conversation as somebody is about to end it. */
export interface KnownAtEnd {
  /** There are categories to choose from: what nobody can say is asked of nobody. */
  readonly canHaveCategory: boolean;
  readonly hasCategory: boolean;
  /** A field that its category needs is empty. */
  readonly lacksFields: boolean;
}

/** What there is to say before the end, in the order it is asked in. */
export interface ClosingAsks {
  readonly category: boolean;
  readonly fields: boolean;
  readonly resolution: ResolutionNeed;
  readonly survey: boolean;
}

/** What is asked of whoever ends it, by the rules of its queue and what its category wants to know. */
export function closingAsks(rules: ClosingRules, known: KnownAtEnd): ClosingAsks {
  return {
    category: rules.needsCategory && known.canHaveCategory && !known.hasCategory,
    fields: known.lacksFields,
    resolution: rules.resolution,
    survey: rules.surveyMayBeLeftOut,
  };
}

/** Whether there is anything to ask: where there is not, the end is one key. */
export const asksAnything = (asks: ClosingAsks): boolean =>
  asks.category || asks.fields || asks.resolution !== "none" || asks.survey;

/** What keeps a conversation from its end: `survey` was left out where it may not be. */
export type ClosingGap = "category" | "fields" | "resolution" | "survey";

/** What is still missing, whoever asks and however: all of it at once, so that nobody is told piece by piece. */
export function closingGaps(asks: ClosingAsks, said: Closing): readonly ClosingGap[] {
  const gaps: ClosingGap[] = [];
  if (asks.category) gaps.push("category");
  if (asks.fields) gaps.push("fields");
  if (asks.resolution === "required" && !said.resolution?.trim()) gaps.push("resolution");
  if (!asks.survey && said.survey === false) gaps.push("survey");
  return gaps;
}
