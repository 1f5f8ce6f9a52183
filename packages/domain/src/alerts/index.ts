export * from "./condition.ts";
export * from "./decide-alert.ts";
export * from "./unusual-volume.ts";
export * from "./watch-connections.ts";
