export * from "./point-conversation.ts";
export * from "./public-messages.ts";
