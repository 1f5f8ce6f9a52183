export { migrateJobs, RedisUnfit } from "./backend.ts";
export * from "./bus.ts";
export * from "./wake.ts";
