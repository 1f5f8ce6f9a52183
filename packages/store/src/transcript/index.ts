export * from "./place-in-queue.ts";
export * from "./point-conversation.ts";
export * from "./public-messages.ts";
