export * from "./next-comparison.ts";
