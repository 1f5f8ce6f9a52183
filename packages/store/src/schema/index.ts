/*
 * The system of record. Instants are timestamptz in the database and ms since epoch in TypeScript.
 * Partial indexes carry the hot queries: each names the query it serves.
 */

export * from "./alerts.ts";
export * from "./asks.ts";
export * from "./audit.ts";
export * from "./board.ts";
export * from "./bulletins.ts";
export * from "./categories.ts";
export * from "./configuration.ts";
export * from "./connections.ts";
export * from "./conversations.ts";
export * from "./effects.ts";
export * from "./figures.ts";
export * from "./focus.ts";
export * from "./hand-overs.ts";
export * from "./identity.ts";
export * from "./knowledge.ts";
export * from "./ledger.ts";
export * from "./mail.ts";
export * from "./media.ts";
export * from "./media-fetches.ts";
export * from "./news-mails.ts";
export * from "./offers.ts";
export * from "./own-lists.ts";
export * from "./people.ts";
export * from "./presence.ts";
export * from "./privacy.ts";
export * from "./procedures.ts";
export * from "./report-schedules.ts";
export * from "./rules.ts";
export * from "./search.ts";
export * from "./sla.ts";
export * from "./surveys.ts";
export * from "./triage.ts";
export * from "./webhooks.ts";
export * from "./writing.ts";
