export * from "./answer-survey.ts";
export * from "./choose-survey.ts";
export * from "./read-score.ts";
export * from "./say-survey.ts";
export * from "./summarize-survey.ts";
export * from "./survey-policy.ts";
export * from "./survey-scale.ts";
export * from "./survey-words.ts";
