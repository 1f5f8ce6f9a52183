export * from "./assign.ts";
