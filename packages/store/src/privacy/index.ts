export * from "./find-person.ts";
export * from "./read-conversations.ts";
export * from "./read-messages.ts";
export { type PersonProfile, readProfile } from "./read-profile.ts";
