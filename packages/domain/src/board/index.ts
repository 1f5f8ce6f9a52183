export * from "./board-settings.ts";
export * from "./day-began.ts";
export * from "./minute-of.ts";
