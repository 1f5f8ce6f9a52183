export * from "./segments.ts";
export * from "./settings.ts";
export * from "./sms.ts";
