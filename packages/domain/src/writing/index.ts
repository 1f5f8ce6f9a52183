export * from "./formatting.ts";
export * from "./hold.ts";
export * from "./mail-blocks.ts";
export * from "./match-words.ts";
export * from "./quick-reply.ts";
export * from "./reach.ts";
export * from "./signature.ts";
export * from "./sms-parts.ts";
