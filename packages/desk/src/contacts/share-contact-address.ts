import { type Address, agentIdOf, type Principal } from "@circuito/domain";
import {
  lockPersons,
  personsTransaction,
  presentContact,
  shareAddress,
  tellPersons,
} from "@circuito/store";
import type { Desk } from "../desk.ts";
import { invalid, NOT_FOUND, type Refusal } from "../refusal.ts";
import type { ContactDone } from "./merge-contacts.ts";

/** Several people write from an address, or one does again: nothing is concluded from a shared one. */
export async function shareContactAddress(
  desk: Desk,
  who: Principal,
  input: { readonly contactId: string; readonly address: Address; readonly shared: boolean },
): Promise<ContactDone | Refusal> {
  const { address, shared } = input;
  const done = await personsTransaction(desk.database, async ({ client }) => {
    const contactId = await presentContact(client, input.contactId);
    if (!contactId) return NOT_FOUND;
    const persons = await lockPersons(client, [contactId]);
    if (!persons.has(contactId)) return NOT_FOUND;
    const changed = await shareAddress(client, contactId, address, shared);
    if (changed === undefined) return invalid("no-such-address");
    if (changed) {
      await tellPersons(client, {
        kind: "address-shared",
        because: "said-by-us",
        actorId: agentIdOf(who),
        at: desk.now(),
        data: { contactId, address, shared },
        of: [contactId],
      });
    }
    return { kind: "done", contactId } as const;
  });
  if (done.kind === "done") desk.wake.publish("outbox");
  return done;
}
