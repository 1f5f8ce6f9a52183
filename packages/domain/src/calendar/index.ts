export * from "./business-hours.ts";
