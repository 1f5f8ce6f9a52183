export * from "./drafts.ts";
export * from "./held-replies.ts";
export * from "./mentions.ts";
export * from "./quick-replies.ts";
export * from "./signatures.ts";
