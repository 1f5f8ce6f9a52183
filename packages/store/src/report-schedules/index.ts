export * from "./report-schedules.ts";
