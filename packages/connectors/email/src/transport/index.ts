export * from "./external-id.ts";
export * from "./imap/imap-inbox.ts";
export * from "./imap/imap-settings.ts";
export * from "./incoming-mail.ts";
