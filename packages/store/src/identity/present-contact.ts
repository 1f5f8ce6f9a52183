import type { ContactId } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** The person whom an id names: their own, or that of one they were found to be. */
export async function presentContact(q: Queryable, id: string): Promise<ContactId | undefined> {
  const { rows } = await q.query<{ id: ContactId }>({
    name: "present-contact",
    text: "select coalesce(merged_into_id, id) as id from contacts where id = $1",
    values: [id],
  });
  return rows[0]?.id;
}
