export * from "./routing-rule.ts";
