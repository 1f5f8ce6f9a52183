export * from "./desk-conversation.ts";
export * from "./moves.ts";
export * from "./principal.ts";
export * from "./refusals.ts";
export * from "./registration.ts";
