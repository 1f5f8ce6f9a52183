import {
  type DeskConversation,
  isLeasedAway,
  type Principal,
  refuseOwnerAct,
} from "@circuito/domain";
import type { Transaction } from "@circuito/store";
import { type Change, lockVisible, type Nudges, nudge, saveChange } from "./change.ts";
import { conflict, leased } from "./conflict.ts";
import type { Desk } from "./desk.ts";
import { type Done, done } from "./done.ts";
import { NOT_FOUND, type Refusal, type UNCHANGED } from "./refusal.ts";

export interface OwnerActInput {
  readonly conversationId: string;
  /** The owner's epoch the caller saw: under another one nothing is done. */
  readonly epoch: number;
}

/** Without an epoch the verb is not the owner's alone: whoever sees the conversation may. */
type ActInput = Pick<OwnerActInput, "conversationId"> & { readonly epoch?: number };

/** What the verb itself decides, on a conversation that is locked, visible and the caller's to change. */
export type Decide = (
  before: DeskConversation,
  tx: Transaction,
  now: number,
) => Promise<Decided> | Decided;

type Decided = Omit<Change, "before"> | Refusal | typeof UNCHANGED;

/** The one shape of a verb that belongs to the owner: lock, decide, save, tell. */
export async function ownerAct(
  desk: Desk,
  who: Principal,
  input: ActInput,
  decide: Decide,
): Promise<Done | Refusal> {
  return inTransaction(desk, (tx) => ownerActIn(desk, tx, who, input, decide));
}

/** What a verb's transaction ended with. */
export interface Acted {
  readonly result: Done | Refusal;
  readonly nudges?: Nudges;
}

/** Commits the verb, then tells whoever has to look. */
export async function inTransaction(
  desk: Desk,
  verb: (tx: Transaction) => Promise<Acted>,
): Promise<Done | Refusal> {
  const { result, nudges } = await desk.database.transaction(verb);
  if (nudges) await nudge(desk, nudges);
  return result;
}

/** {@link ownerAct} inside a transaction that has locked an agent before. */
export async function ownerActIn(
  desk: Desk,
  tx: Transaction,
  who: Principal,
  input: ActInput,
  decide: Decide,
): Promise<Acted> {
  const before = await lockVisible(tx, who, input.conversationId);
  if (!before) return { result: NOT_FOUND };
  const refused = input.epoch === undefined ? undefined : refuseOwnerAct(before, who, input.epoch);
  if (refused) return { result: await conflict(tx.client, before, refused) };
  const now = desk.now();
  if (isLeasedAway(before, who, now)) return { result: await leased(tx.client, before) };
  const decided = await decide(before, tx, now);
  if ("kind" in decided) {
    return { result: decided.kind === "unchanged" ? done(before) : decided };
  }
  const nudges = await saveChange(tx, who, { before, ...decided }, now);
  return { result: done(decided.after), nudges };
}
