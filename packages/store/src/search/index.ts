export * from "./message-words.ts";
export * from "./search-messages.ts";
