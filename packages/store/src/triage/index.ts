export * from "./acts.ts";
export * from "./areas.ts";
export * from "./around.ts";
export * from "./categories.ts";
export * from "./next-in-triage.ts";
export * from "./past-directs.ts";
export * from "./recall-hop.ts";
export * from "./status.ts";
