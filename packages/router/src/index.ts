export * from "./assigner.ts";
export * from "./delivery.ts";
export * from "./delivery-policy.ts";
export * from "./dry-run.ts";
export * from "./fold-batch.ts";
export * from "./inbound-router.ts";
export type { RouterLog } from "./log.ts";
export * from "./route-contact-points.ts";
export * from "./timers.ts";
