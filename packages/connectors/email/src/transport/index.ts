export * from "./external-id.ts";
export * from "./imap/imap-inbox.ts";
export * from "./imap/imap-settings.ts";
export * from "./incoming-mail.ts";
export * from "./smtp/outgoing-mail.ts";
export * from "./smtp/render-mail.ts";
export * from "./smtp/smtp-sender.ts";
export * from "./smtp/smtp-settings.ts";
