import type { Address, ContactId } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/**
 * Says whether several people write from an address.
 * @returns `undefined` where the contact does not hold it, else whether anything changed
 */
export async function shareAddress(
  tx: Queryable,
  contactId: ContactId,
  address: Address,
  shared: boolean,
): Promise<boolean | undefined> {
  const { rows } = await tx.query<{ was: boolean }>({
    name: "share-address",
    text: `with before as (
        select address, shared from identities where address = $2 and contact_id = $1 for update
      )
      update identities i set shared = $3 from before b where i.address = b.address
      returning b.shared as was`,
    values: [contactId, address, shared],
  });
  return rows[0] && rows[0].was !== shared;
}
