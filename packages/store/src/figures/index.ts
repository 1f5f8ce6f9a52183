export * from "./build.ts";
export * from "./list-measured.ts";
export * from "./list-whole.ts";
export * from "./load-subjects.ts";
export * from "./read-sums.ts";
export * from "./report-names.ts";
export * from "./save-facts.ts";
