export * from "./ask-facts.ts";
export * from "./confirmation-policies.ts";
export * from "./end-asks.ts";
export * from "./plan-ask.ts";
export * from "./read-asks.ts";
