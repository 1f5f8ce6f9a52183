export * from "./add-activity.ts";
export * from "./answer-facts.ts";
export * from "./append-authored-message.ts";
export * from "./chat-facts.ts";
export * from "./lock-desk-conversation.ts";
export * from "./point-facts.ts";
export * from "./save-answer-mail.ts";
export * from "./save-desk-conversation.ts";
