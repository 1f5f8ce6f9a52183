export * from "./agent-facts.ts";
export * from "./forget-expired.ts";
export * from "./heartbeat.ts";
export * from "./held-load.ts";
export * from "./idempotency.ts";
export * from "./principals.ts";
