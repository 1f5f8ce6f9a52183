export * from "./condition.ts";
export * from "./decide-alert.ts";
export * from "./find-in-queues.ts";
export * from "./unusual-volume.ts";
export * from "./watch-connections.ts";
