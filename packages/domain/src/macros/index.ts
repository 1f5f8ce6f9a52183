export * from "./macro.ts";
