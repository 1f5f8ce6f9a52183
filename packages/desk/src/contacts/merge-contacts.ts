import { agentIdOf, type ContactId, decideLink, type Principal } from "@circuito/domain";
import {
  forgetVerdicts,
  linkElsewhere,
  lockPersons,
  mergePersons,
  PersonsMoved,
  personsTransaction,
  presentContact,
} from "@circuito/store";
import type { Desk } from "../desk.ts";
import { invalid, NOT_FOUND, type Refusal } from "../refusal.ts";

/** The contact as it is now: of several that became one, the one that stayed. */
export interface ContactDone {
  readonly kind: "done";
  readonly contactId: ContactId;
}

/**
 * One of us says that two contacts are one person: the first stays, and the other's id is another name
 * of it. Said again, it is so already.
 */
export async function mergeContacts(
  desk: Desk,
  who: Principal,
  input: { readonly contactId: string; readonly otherId: string },
): Promise<ContactDone | Refusal> {
  if (input.contactId === input.otherId) return invalid("same-contact");
  const merged = await personsTransaction(desk.database, async ({ client }) => {
    const intoId = await presentContact(client, input.contactId);
    const fromId = await presentContact(client, input.otherId);
    if (!intoId || !fromId) return NOT_FOUND;
    if (intoId === fromId) return { kind: "done", contactId: intoId } as const;

    const persons = await lockPersons(client, [intoId, fromId]);
    const into = persons.get(intoId);
    const from = persons.get(fromId);
    if (!into || !from) return NOT_FOUND;
    if (into.mergedIntoId || from.mergedIntoId) {
      throw new PersonsMoved(`contact ${intoId} or ${fromId} became another one`);
    }
    const clue = { evidence: "agent-asserted", because: "said-by-us", isShared: false } as const;
    const { because } = decideLink(into, from, clue, undefined);
    if (because !== clue.because) throw new Error(`what one of us says was refused: ${because}`);
    const merge = { id: desk.newId(), at: desk.now() };
    await forgetVerdicts(client, intoId, fromId);
    await mergePersons(client, into, from, {
      ...{ ...merge, evidence: clue.evidence, because },
      actorId: agentIdOf(who),
    });
    await linkElsewhere(client, intoId, merge);
    return { kind: "done", contactId: intoId } as const;
  });
  if (merged.kind === "done") desk.wake.publish("outbox");
  return merged;
}
