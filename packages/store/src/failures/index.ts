export type { CountedGroup, FailureGroup } from "./fold-groups.ts";
export * from "./inbound-failures.ts";
export * from "./outbound-failures.ts";
export * from "./overdue-dues.ts";
export * from "./payload.ts";
export * from "./settle-sends.ts";
export * from "./webhook-failures.ts";
