import { agentIdOf, type Principal } from "@circuito/domain";
import { presentContact, saveVerdict } from "@circuito/store";
import type { Desk } from "../desk.ts";
import { invalid, NOT_FOUND, type Refusal } from "../refusal.ts";
import type { ContactDone } from "./merge-contacts.ts";

/** One of us says that two contacts are two people: nobody is asked again, nor does the machine merge. */
export async function dismissSuggestion(
  desk: Desk,
  who: Principal,
  input: { readonly contactId: string; readonly otherId: string },
): Promise<ContactDone | Refusal> {
  const { pool } = desk.database;
  const one = await presentContact(pool, input.contactId);
  const other = await presentContact(pool, input.otherId);
  if (!one || !other) return NOT_FOUND;
  if (one === other) return invalid("same-contact");
  await saveVerdict(pool, {
    id: desk.newId(),
    state: "dismissed",
    one,
    other,
    actorId: agentIdOf(who),
    at: desk.now(),
  });
  return { kind: "done", contactId: one };
}
