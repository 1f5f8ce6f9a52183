import { mailtoAddress } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { contactKey } from "../ledger/contact-key.ts";
import type { Erasure } from "./erasure.ts";
import { findKeys } from "./find-mails-about.ts";

/** Addresses of the person that a report has marked since the erasure began; nobody's by now, but for their keys. */
export async function eraseUndeliverable(tx: Queryable, { contactId }: Erasure): Promise<void> {
  const { rows } = await tx.query<{ address: string }>({
    name: "find-undeliverable-since",
    text: `select u.address from undeliverable u join erasures e on e.contact_id = $1
      where u.at >= e.begun_at`,
    values: [contactId],
  });
  const keyOf = (address: string) => contactKey(mailtoAddress(address));
  const keys = await findKeys(
    tx,
    contactId,
    rows.map(({ address }) => keyOf(address)),
  );
  await tx.query({
    name: "erase-undeliverable",
    text: "delete from undeliverable where address = any($1::text[])",
    values: [rows.map(({ address }) => address).filter((address) => keys.has(keyOf(address)))],
  });
}
