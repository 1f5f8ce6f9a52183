export * from "./pre-chat-fields.ts";
export * from "./read-pre-chat.ts";
