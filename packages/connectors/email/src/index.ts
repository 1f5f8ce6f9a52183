export * from "./parse/attachment-stream.ts";
export * from "./parse/parse-limits.ts";
export * from "./parse/parse-mail.ts";
export type { MailSource } from "./parse/parse-task.ts";
export * from "./parse/parse-workers.ts";
export * from "./sign/hmac-signer.ts";
