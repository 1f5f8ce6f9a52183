export * from "./alert-rules.ts";
export * from "./read-findings.ts";
