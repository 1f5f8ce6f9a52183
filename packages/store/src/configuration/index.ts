export * from "./auto-answers.ts";
export * from "./inbox-memory.ts";
export * from "./inboxes.ts";
export * from "./installation.ts";
export * from "./rules.ts";
