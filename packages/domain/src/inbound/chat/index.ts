export * from "./name-point.ts";
export * from "./recognize-own.ts";
export * from "./route-own.ts";
