import { ATTRIBUTES_MAX, agentIdOf, type Principal, type Profile } from "@circuito/domain";
import {
  lockPersons,
  personsTransaction,
  presentContact,
  saveProfile,
  tellPersons,
} from "@circuito/store";
import type { Desk } from "../desk.ts";
import { invalid, NOT_FOUND, type Refusal } from "../refusal.ts";
import type { ContactDone } from "./merge-contacts.ts";

export interface ContactChange {
  readonly contactId: string;
  /** Null: nameless again. */
  readonly name?: string | null | undefined;
  /** In place of those before. */
  readonly segments?: readonly string[] | undefined;
  /** By name; null takes one away, and what is not named stays. */
  readonly attributes?: Readonly<Record<string, string | null>> | undefined;
}

/** What we write down of a customer. The line of the story names what changed, and none of the words. */
export async function changeContact(
  desk: Desk,
  who: Principal,
  input: ContactChange,
): Promise<ContactDone | Refusal> {
  const changed = await personsTransaction(desk.database, async ({ client }) => {
    const contactId = await presentContact(client, input.contactId);
    if (!contactId) return NOT_FOUND;
    const person = (await lockPersons(client, [contactId])).get(contactId);
    if (!person) return NOT_FOUND;
    const after = changedBy(person.profile, input);
    if (Object.keys(after.attributes).length > ATTRIBUTES_MAX) {
      return invalid("too-many-attributes");
    }
    const fields = (["name", "segments", "attributes"] as const).filter(
      (field) => JSON.stringify(after[field]) !== JSON.stringify(person.profile[field]),
    );
    if (fields.length > 0) {
      await saveProfile(client, contactId, after);
      await tellPersons(client, {
        kind: "contact-changed",
        because: "said-by-us",
        actorId: agentIdOf(who),
        at: desk.now(),
        data: { contactId, fields },
        of: [contactId],
      });
    }
    return { kind: "done", contactId } as const;
  });
  if (changed.kind === "done") desk.wake.publish("outbox");
  return changed;
}

function changedBy(before: Profile, { name, segments, attributes }: ContactChange): Profile {
  const merged = Object.entries({ ...before.attributes, ...attributes });
  return {
    ...before,
    name: name === undefined ? before.name : (name ?? undefined),
    segments: segments === undefined ? before.segments : [...new Set(segments)],
    attributes: Object.fromEntries(
      merged.flatMap(([key, value]) => (value === null ? [] : [[key, value]])),
    ),
  };
}
