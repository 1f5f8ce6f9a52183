import { isAddress } from "@circuito/domain";
import { findHolder, findPerson, type Person, type Queryable } from "@circuito/store";
import { z } from "zod";

const contactId = z.uuid();

/** The person whom an operator means: by a contact's id, or by an address as people write it. */
export async function findAskedPerson(q: Queryable, asked: string): Promise<Person | undefined> {
  const id = contactId.safeParse(asked).success ? asked : await findHolder(q, addressOf(asked));
  return id === undefined ? undefined : findPerson(q, id);
}

/** `Ana@Example.com` and `+55 11 98765-0001` are what stands in a letter that asks for its data. */
function addressOf(asked: string): string {
  if (isAddress(asked)) return asked;
  if (asked.includes("@")) return `mailto:${asked.trim().toLowerCase()}`;
  return `tel:${asked.replace(/[^\d+]/g, "")}`;
}
