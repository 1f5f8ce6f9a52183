export * from "./accent.ts";
export * from "./brazil-mobile.ts";
export * from "./channel-session.ts";
export * from "./chat-content.ts";
export * from "./identity-fault.ts";
export * from "./judge-accent.ts";
export * from "./message-change.ts";
export * from "./outbound-chat.ts";
