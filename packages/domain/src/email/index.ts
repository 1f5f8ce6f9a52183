export * from "./mail-address.ts";
export * from "./mail-headers.ts";
export * from "./parsed-mail.ts";
