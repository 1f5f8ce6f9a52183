export * from "./agent-socket.ts";
export * from "./apply-event.ts";
export * from "./backoff.ts";
export * from "./cache.ts";
export * from "./connection-state.ts";
export * from "./gap.ts";
export * from "./outbox.ts";
export * from "./outbox-storage.ts";
