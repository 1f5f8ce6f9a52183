export * from "./answer-by-link.ts";
export * from "./release-asks.ts";
export * from "./score-by-link.ts";
