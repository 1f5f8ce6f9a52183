import type { Address, ContactId } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { mailNames } from "../identity/merge-persons.ts";
import { presentContact } from "../identity/present-contact.ts";

/** Everything that one customer goes by (decision 22). */
export interface Person {
  readonly id: ContactId;
  /** Its own id, and those of contacts that were found to be the same person. */
  readonly ids: readonly ContactId[];
  readonly addresses: readonly Address[];
  /** Addresses of mail, as its tables name them. */
  readonly mailNames: readonly string[];
}

/** By any id that they ever had. */
export async function findPerson(q: Queryable, id: string): Promise<Person | undefined> {
  const present = await presentContact(q, id);
  if (present === undefined) return undefined;
  const { rows } = await q.query<{ ids: ContactId[]; addresses: Address[] }>({
    name: "find-person",
    text: `select
        array(select id from contacts where id = $1 or merged_into_id = $1 order by id) as ids,
        array(select address from identities where contact_id = $1
          union select a.alias from point_aliases a join identities i on i.address = a.address
            where i.contact_id = $1
          order by 1) as addresses`,
    values: [present],
  });
  const { ids = [], addresses = [] } = rows[0] ?? {};
  return { id: present, ids, addresses, mailNames: mailNames(addresses) };
}

/** Whose address it is, in its canonical form (decision 5). */
export async function findHolder(q: Queryable, address: string): Promise<ContactId | undefined> {
  const { rows } = await q.query<{ id: ContactId }>({
    name: "find-holder",
    text: "select contact_id as id from identities where address = $1",
    values: [address],
  });
  return rows[0]?.id;
}
