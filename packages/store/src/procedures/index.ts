export * from "./procedures.ts";
export * from "./run-figures.ts";
export * from "./runs.ts";
