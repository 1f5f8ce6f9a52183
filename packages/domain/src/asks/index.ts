export * from "./answer-confirmation.ts";
export * from "./ask.ts";
export * from "./ask-for-confirmation.ts";
export * from "./confirmation-policy.ts";
export * from "./confirmation-words.ts";
export * from "./match-ask.ts";
export * from "./may-be-asked.ts";
export * from "./say-confirmation.ts";
