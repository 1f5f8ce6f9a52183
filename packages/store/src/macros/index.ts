export * from "./macro-runs.ts";
export * from "./macros.ts";
