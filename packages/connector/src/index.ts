export * from "./connector.ts";
export * from "./customer-socket.ts";
export * from "./errors.ts";
export * from "./transcript.ts";
export * from "./webhook.ts";
