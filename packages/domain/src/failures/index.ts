export * from "./settle-send.ts";
