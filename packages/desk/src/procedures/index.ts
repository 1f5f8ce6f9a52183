export * from "./give-up-procedure.ts";
export * from "./start-procedure.ts";
export * from "./take-step.ts";
