export * from "./news-mails.ts";
