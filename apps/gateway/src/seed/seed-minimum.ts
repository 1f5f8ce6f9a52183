import { asId, type QueueId } from "@circuito/domain";
import { type Database, schema } from "@circuito/store";
import { SEED_LOCK } from "./seed-lock.ts";

/**
 * One queue, when there is none: a message that is accepted before an admin has set anything up
 * must have somewhere to wait.
 */
export async function seedMinimum(database: Database, newId: () => string): Promise<void> {
  await database.transaction(async ({ client, drizzle }) => {
    await client.query("select pg_advisory_xact_lock($1)", [SEED_LOCK]);
    const [queue] = await drizzle.select().from(schema.queues).limit(1);
    if (queue) return;
    await drizzle.insert(schema.queues).values({
      id: asId<QueueId>(newId()),
      name: "Atendimento",
      level: 1,
      role: "solver",
      position: 0,
    });
  });
}
