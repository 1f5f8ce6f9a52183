/**
 * One branded id per kind of thing, so that the compiler refuses to swap them.
 * All are UUIDv7 (RFC 9562) in canonical lower-case form unless said otherwise.
 */
declare const kind: unique symbol;
type Id<Kind extends string> = string & { readonly [kind]: Kind };

export type AgentId = Id<"agent">;
export type AskId = Id<"ask">;
export type ArticleId = Id<"article">;
export type CategoryId = Id<"category">;
export type ContactId = Id<"contact">;
export type ConversationId = Id<"conversation">;
export type InboxId = Id<"inbox">;
export type LookId = Id<"look">;
export type MessageId = Id<"message">;
export type OfferId = Id<"offer">;
export type ProcedureId = Id<"procedure">;
export type ProcedureRunId = Id<"procedure-run">;
export type QueueId = Id<"queue">;
export type RuleId = Id<"rule">;
/** Position of a row in the ledger: a bigint in the database, decimal digits here. */
export type LedgerId = Id<"ledger">;

/** Makes a fresh id; a parameter everywhere, so that tests can seed it. */
export type NewId = () => string;

/** Brands a string that a border (a row, a parsed request) has already checked. */
export function asId<T extends Id<string>>(value: string): T {
  return value as T;
}
