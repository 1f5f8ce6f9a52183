export { contentHash, type HistoryEvent, Journal, parseJournal } from "./journal.ts";
export * from "./load/index.ts";
export * from "./oracle/index.ts";
export { type SignedHeaders, signWebhook, verifyWebhook } from "./standard-webhooks.ts";
