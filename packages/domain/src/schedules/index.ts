export * from "./rhythm.ts";
export * from "./scheduled-report.ts";
