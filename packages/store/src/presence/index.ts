export * from "./begin-absences.ts";
export * from "./breaks.ts";
export * from "./load-held-by-absent.ts";
export * from "./presence-calendars.ts";
export * from "./release-from-absent.ts";
export * from "./send-away.ts";
export * from "./taken-back.ts";
