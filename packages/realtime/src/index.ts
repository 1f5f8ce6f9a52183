export * from "./agent-socket.ts";
export * from "./apply-event.ts";
export * from "./cache.ts";
export * from "./connection-state.ts";
export * from "./gap.ts";
export * from "./new-id.ts";
export * from "./outbox.ts";
export * from "./outbox-storage.ts";
