export { migrateJobs, RedisUnfit } from "./backend.ts";
export * from "./bus.ts";
export type { FailedJob, FailedJobs } from "./failed-jobs.ts";
export { type Asker, asker, goOn } from "./go-on.ts";
export { JOB_KINDS, type JobKind } from "./job-kinds.ts";
export { readRedis } from "./read-redis.ts";
export * from "./wake.ts";
