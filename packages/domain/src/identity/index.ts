export * from "./contact.ts";
export * from "./identify.ts";
