export * from "./attendants.ts";
export * from "./auto-answers.ts";
export * from "./inbox-memory.ts";
export * from "./inboxes.ts";
export * from "./installation.ts";
export * from "./queues.ts";
export * from "./rule-draft.ts";
export * from "./rule-versions.ts";
