export * from "./claim-keys.ts";
export * from "./contact.ts";
export * from "./contact-words.ts";
export * from "./decide-link.ts";
export * from "./identify.ts";
export * from "./mask-value.ts";
export * from "./profile.ts";
export * from "./write-elsewhere.ts";
