export type { AskedMessages } from "./asked-messages.ts";
export * from "./find-answers.ts";
export * from "./message-words.ts";
export * from "./search-messages.ts";
export * from "./word-query.ts";
export * from "./word-stems.ts";
