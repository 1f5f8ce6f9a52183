export { migrateJobs, RedisUnfit } from "./backend.ts";
export * from "./bus.ts";
export * from "./job-kinds.ts";
export type { BusLog } from "./log.ts";
export * from "./wake.ts";
