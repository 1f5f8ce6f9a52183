export * from "./brazilian-holidays.ts";
export * from "./business-hours.ts";
export * from "./calendar.ts";
export * from "./import-events.ts";
export { openSpans, type Span } from "./open-spans.ts";
export * from "./time-zone.ts";
