export * from "./load-spent.ts";
export * from "./save-looks.ts";
export * from "./unmeasured-looks.ts";
