export * from "./advance.ts";
export * from "./begin-plans.ts";
