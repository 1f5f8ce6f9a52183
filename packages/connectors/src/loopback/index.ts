export * from "./loopback.ts";
export * from "./normalize.ts";
export * from "./settings.ts";
