import type { Database, Queryable } from "@circuito/store";
import { followFigures } from "../figures/follow-figures.ts";
import { startRouter } from "../inbound-router.ts";
import { followWords } from "../search/follow-words.ts";
import { followStories } from "../sla/follow-stories.ts";
import { caughtUp } from "../testing/caught-up.ts";
import { createRouterWorld, type RouterWorld, silentLog, sms } from "../testing/router-world.ts";

let world: RouterWorld;
beforeEach(async () => {
  world = await createRouterWorld();
  await startRouter({ ...world, log: silentLog });
});
afterEach(() => world[Symbol.asyncDispose]());

/** A customer who never wrote before. */
async function write(customer: number): Promise<void> {
  await world.receive(sms(`m${customer}`, "cadê?", { from: `tel:+55119${10_000_000 + customer}` }));
  await world.routed();
}

interface Statement {
  readonly name: string;
  /** Its transaction had written before: whoever reads the outbox waits for the end of it. */
  readonly isWaitedFor: Promise<boolean>;
}

/** The same database, with the statements of its transactions. */
function watched(database: Database, statements: Statement[]): Database {
  const asked = async (client: Queryable): Promise<boolean> => {
    const { rows } = await client.query(
      "select pg_current_xact_id_if_assigned() is not null as is",
    );
    return rows[0].is;
  };
  return {
    ...database,
    transaction: (work) =>
      database.transaction((tx) => {
        const { client, commitWith } = tx;
        const query = (...args: unknown[]): unknown => {
          const [what] = args;
          const name =
            typeof what === "object" && what !== null && "name" in what ? String(what.name) : "";
          statements.push({ name, isWaitedFor: asked(client) });
          return Reflect.apply(client.query, client, args);
        };
        const seen = Object.create(client, { query: { value: query } }) as typeof client;
        return work({ client: seen, commitWith, drizzle: database.drizzle });
      }),
  };
}

test.each([
  ["figures", "figures", followFigures],
  ["promises", "sla", followStories],
  ["words", "words", followWords],
])(
  "agents are told of messages without waiting for what is worked out of %s",
  async (_, name, follow) => {
    const statements: Statement[] = [];
    const database = watched(world.database, statements);
    const follower = follow({
      ...{ ...world, database, processName: "one", now: Date.now, log: silentLog },
    });
    try {
      // The first are read as all there is, the others are followed.
      await write(1);
      await caughtUp(world.database.pool, name, follower);
      await write(2);
      await caughtUp(world.database.pool, name, follower);
      const told = await Promise.all(
        statements.map(async ({ name, isWaitedFor }) => ({ name, waited: await isWaitedFor })),
      );
      // It has moved on with what it wrote, and read everything that took reading before that.
      expect(told.map(({ name }) => name)).toContain("follow-on");
      const late = told.filter(({ name, waited }) => waited && /^(load|find|list)-/.test(name));
      expect(late).toEqual([]);
    } finally {
      await follower.stop();
    }
  },
);
