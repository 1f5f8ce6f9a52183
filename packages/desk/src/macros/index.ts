export * from "./run-macro.ts";
