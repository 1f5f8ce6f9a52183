export * from "./change-rollups.ts";
export * from "./dictionary.ts";
export * from "./fact.ts";
export * from "./fold-facts.ts";
export { bucketsOf, type Histogram, quantilesOf } from "./histogram.ts";
export * from "./pack-sums.ts";
export * from "./periods.ts";
export * from "./rollup.ts";
export * from "./work-out.ts";
