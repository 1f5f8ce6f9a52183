export * from "./send-failure.ts";
export * from "./settle-send.ts";
