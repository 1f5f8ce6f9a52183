import type { Address, ContactId, Evidence, Party, Profile } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { type ContactKey, contactKey } from "../ledger/contact-key.ts";
import { lockContactPoints } from "../ledger/drain.ts";

/** A contact that nothing can be added to or taken from while this transaction lasts. */
export interface LockedPerson extends Party {
  readonly profile: Profile;
  readonly addresses: readonly HeldAddress[];
  /** Set when it is only another name of somebody. */
  readonly mergedIntoId: ContactId | undefined;
}

export interface HeldAddress {
  readonly address: Address;
  readonly evidence: Evidence;
  readonly shared: boolean;
}

/** Somebody writes from a new address while the locks are taken: nothing was done, ask again. */
export class PersonsMoved extends Error {
  override readonly name = "PersonsMoved";
}

/**
 * Takes persons for this transaction: their contact points as a router takes them, their conversations
 * in its classes and order (`lockMailConversations`), and their own rows last. From then on no router
 * can give them an address, a conversation or a message. Whose data were erased is nobody, also for
 * whoever waited here while that was begun (decision 43).
 * @throws {PersonsMoved} the caller begins its transaction anew
 */
export async function lockPersons(
  tx: Queryable,
  ids: readonly ContactId[],
): Promise<ReadonlyMap<ContactId, LockedPerson>> {
  const before = await findAddresses(tx, ids);
  const keys = new Set(before.map(({ address }) => contactKey(address)));
  if (keys.size > 0) await lockContactPoints(tx, [...keys]);
  await lockConversations(tx, ids);
  const persons = await lockContacts(tx, ids);
  // What came in between is committed, or waits for the contact's row. Whoever goes back to an earlier
  // class of locks must not wait there.
  const held = await findAddresses(tx, ids);
  const late = held.map(({ address }) => contactKey(address)).filter((key) => !keys.has(key));
  if (late.length > 0 && !(await tryContactPoints(tx, late))) {
    throw new PersonsMoved(`an address came to contact ${ids.join(" or ")}`);
  }
  await lockConversations(tx, ids);
  return new Map(
    persons.map(({ id, name, claims, segments, attributes, mergedIntoId }) => {
      const addresses = held.filter(({ contactId }) => contactId === id);
      const signedAs = addresses.flatMap((one) => (one.evidence === "signed" ? one.address : []));
      return [
        id,
        {
          id,
          profile: { name: name ?? undefined, claims, segments, attributes },
          addresses,
          signedAs,
          mergedIntoId: mergedIntoId ?? undefined,
        },
      ];
    }),
  );
}

async function tryContactPoints(tx: Queryable, keys: readonly ContactKey[]): Promise<boolean> {
  const { rows } = await tx.query<{ all: boolean }>({
    name: "try-contact-points",
    text: `select bool_and(pg_try_advisory_xact_lock(key)) as all from unnest($1::bigint[]) as k(key)`,
    values: [keys],
  });
  return rows[0]?.all ?? true;
}

type AddressRow = HeldAddress & { readonly contactId: ContactId };

async function findAddresses(
  tx: Queryable,
  ids: readonly ContactId[],
): Promise<readonly AddressRow[]> {
  const { rows } = await tx.query<AddressRow>({
    name: "find-addresses-of-persons",
    text: `select address, contact_id as "contactId", evidence, shared from identities
      where contact_id = any($1::uuid[]) order by created_at, address`,
    values: [ids],
  });
  return rows;
}

async function lockConversations(tx: Queryable, ids: readonly ContactId[]): Promise<void> {
  await tx.query({
    name: "lock-conversations-of-persons",
    text: `select from conversations where contact_id = any($1::uuid[])
      order by channel in ('email','form'), id for update`,
    values: [ids],
  });
}

type ContactRow = Omit<Profile, "name"> & {
  readonly id: ContactId;
  readonly name: string | null;
  readonly mergedIntoId: ContactId | null;
};

async function lockContacts(
  tx: Queryable,
  ids: readonly ContactId[],
): Promise<readonly ContactRow[]> {
  const { rows } = await tx.query<ContactRow>({
    name: "lock-persons",
    text: `select id, name, claims, segments, attributes, merged_into_id as "mergedIntoId"
      from contacts where id = any($1::uuid[]) and erased_at is null order by id for update`,
    values: [ids],
  });
  return rows;
}
