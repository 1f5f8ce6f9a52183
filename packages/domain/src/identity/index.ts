export * from "./contact.ts";
export * from "./decide-link.ts";
export * from "./identify.ts";
export * from "./profile.ts";
