export * from "./macro.ts";
export * from "./may-use-macro.ts";
