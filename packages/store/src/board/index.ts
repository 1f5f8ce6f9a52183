export * from "./board-minutes.ts";
export * from "./board-now.ts";
export * from "./board-settings.ts";
export * from "./board-today.ts";
