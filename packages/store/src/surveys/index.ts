export * from "./read-surveys.ts";
export * from "./save-scores.ts";
export * from "./scores-of-person.ts";
export * from "./survey-facts.ts";
export * from "./survey-settings.ts";
