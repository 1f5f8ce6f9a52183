export * from "./choose-proactive.ts";
export * from "./matches-page.ts";
export * from "./page-invitations.ts";
export * from "./proactive-rule.ts";
export * from "./try-proactive.ts";
