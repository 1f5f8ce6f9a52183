export * from "./absence.ts";
export * from "./release.ts";
export * from "./shift.ts";
export * from "./state-spans.ts";
export * from "./wanted.ts";
