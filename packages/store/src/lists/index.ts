export * from "./count-conversations.ts";
export * from "./labels-in-use.ts";
export * from "./read-cursors.ts";
export * from "./saved-views.ts";
