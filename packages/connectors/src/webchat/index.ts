export { PROBLEM_CODES } from "./answers.ts";
export { clientEvents, handshake } from "./client-events.ts";
export * from "./settings.ts";
export * from "./webchat.ts";
