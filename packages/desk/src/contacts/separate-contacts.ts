import { agentIdOf, type Principal } from "@circuito/domain";
import {
  findMerge,
  lockPersons,
  personsTransaction,
  presentContact,
  saveVerdict,
  separatePersons,
} from "@circuito/store";
import type { Desk } from "../desk.ts";
import { invalid, NOT_FOUND, type Refusal, wrongState } from "../refusal.ts";
import type { ContactDone } from "./merge-contacts.ts";

/**
 * Takes a merge back, whoever did it: everything is as it was, and what came since goes with the
 * address it came from. The machine will not merge the two again.
 */
export async function separateContacts(
  desk: Desk,
  who: Principal,
  input: { readonly contactId: string; readonly mergeId: string },
): Promise<ContactDone | Refusal> {
  const actorId = agentIdOf(who);
  const separated = await personsTransaction(desk.database, async ({ client }) => {
    const named = await findMerge(client, input.mergeId);
    const contactId = await presentContact(client, input.contactId);
    if (!contactId) return NOT_FOUND;
    if (!named) return invalid("no-such-merge");
    if ((await presentContact(client, named.intoId)) !== contactId) return invalid("no-such-merge");

    const persons = await lockPersons(client, [named.intoId, named.fromId]);
    const into = persons.get(named.intoId);
    const from = persons.get(named.fromId);
    // As it is now: a colleague may have been faster.
    const merge = await findMerge(client, input.mergeId);
    if (!into || !from || !merge) return NOT_FOUND;
    if (merge.isUndone) return { kind: "done", contactId: into.id } as const;
    if (into.mergedIntoId) return wrongState("merged-further");
    const at = desk.now();
    await separatePersons(client, into, from, merge, { actorId, at });
    await saveVerdict(client, {
      ...{ id: desk.newId(), state: "separated", one: into.id, other: from.id, actorId, at },
    });
    return { kind: "done", contactId: into.id } as const;
  });
  if (separated.kind === "done") desk.wake.publish("outbox");
  return separated;
}
