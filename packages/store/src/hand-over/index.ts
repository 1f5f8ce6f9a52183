export * from "./hop-reading.ts";
export * from "./hops.ts";
export * from "./overdue-hops.ts";
