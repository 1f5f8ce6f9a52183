export * from "./agent-socket.ts";
export * from "./api.ts";
export * from "./chat.ts";
export * from "./mail.ts";
export * from "./mailbox-setup.ts";
export * from "./problem.ts";
export * from "./views.ts";
