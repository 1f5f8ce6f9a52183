import { asId, type ContactId } from "@circuito/domain";
import {
  type Database,
  findMerge,
  lockPersons,
  mergePersons,
  personsTransaction,
  separatePersons,
} from "@circuito/store";
import { uuidv7 } from "uuidv7";

/** Who holds an address. */
export async function holderOf(database: Database, address: string): Promise<ContactId> {
  const { rows } = await database.pool.query(
    "select contact_id from identities where address = $1",
    [address],
  );
  return asId(rows[0]?.contact_id ?? "nobody");
}

/** As a person's verb merges. @returns the merge's id */
export async function merge(database: Database, intoId: ContactId, fromId: ContactId) {
  const id = uuidv7();
  await personsTransaction(database, async ({ client }) => {
    const persons = await lockPersons(client, [intoId, fromId]);
    const into = persons.get(intoId);
    const from = persons.get(fromId);
    if (!into || !from || into.mergedIntoId || from.mergedIntoId) {
      throw new Error("nobody to merge");
    }
    await mergePersons(client, into, from, {
      ...{ id, evidence: "agent-asserted", because: "said-by-us", at: Date.now() },
    });
  });
  return id;
}

export async function separate(database: Database, mergeId: string): Promise<void> {
  await personsTransaction(database, async ({ client }) => {
    const record = await findMerge(client, mergeId);
    if (!record || record.isUndone) throw new Error("no such merge");
    const persons = await lockPersons(client, [record.intoId, record.fromId]);
    const into = persons.get(record.intoId);
    const from = persons.get(record.fromId);
    if (!into || !from || into.mergedIntoId) throw new Error("nobody to separate");
    await separatePersons(client, into, from, record, { actorId: undefined, at: Date.now() });
  });
}

/**
 * Every row that says who is who, and every row of theirs. Without `version`, which counts what was
 * shown and never goes back.
 */
export async function dumpPersons(database: Database): Promise<unknown> {
  const of = async (text: string) => (await database.pool.query(text)).rows;
  return {
    contacts: await of("select * from contacts order by id"),
    identities: await of("select * from identities order by address"),
    conversations: await of(
      "select to_jsonb(c) - 'version' as row from conversations c order by id",
    ),
    messages: await of("select * from messages order by id"),
    deliveries: await of("select * from deliveries order by message_id"),
    participants: await of("select * from mail_participants order by conversation_id, address"),
  };
}
