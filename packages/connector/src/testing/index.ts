export * from "./closed-network.ts";
export * from "./describe-connector.ts";
export * from "./harness.ts";
export * from "./memory-transcript.ts";
export * from "./open-connector.ts";
export * from "./provider-stand-in.ts";
export * from "./recording-host.ts";
export * from "./words.ts";
