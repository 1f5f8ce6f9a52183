export * from "./bulletins.ts";
export * from "./list-bulletins.ts";
