export * from "./endpoint-health.ts";
export * from "./event-types.ts";
export * from "./payload.ts";
export * from "./retry.ts";
export * from "./secrets.ts";
