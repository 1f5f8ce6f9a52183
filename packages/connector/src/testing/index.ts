export * from "./describe-connector.ts";
export * from "./harness.ts";
export * from "./open-connector.ts";
export * from "./provider-stand-in.ts";
export * from "./recording-host.ts";
export * from "./scripted-socket.ts";
