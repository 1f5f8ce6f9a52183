export * from "./fitting-procedures.ts";
export * from "./mistake-in-procedure.ts";
export * from "./procedure.ts";
export * from "./run-procedure.ts";
