export * from "./after-failed-bulletin.ts";
export * from "./bulletin.ts";
