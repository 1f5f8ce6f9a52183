export * from "./after-failed-bulletin.ts";
export * from "./bulletin.ts";
export * from "./news-mail.ts";
