import { createBus, migrateJobs } from "@circuito/bus";
import { asId, type QueueId } from "@circuito/domain";
import { openDatabase, publishRules, schema } from "@circuito/store";
import { createTestDatabase } from "@circuito/store/testing";
import { uuidv7 } from "uuidv7";
import { createConfigurationCache } from "./configuration-cache.ts";
import { silentLog } from "./testing/router-world.ts";

/** A clock that stands: nothing is read again because of its age. */
const standing = () => 0;

test("rules that are published hold in every process at once", async () => {
  const test = await createTestDatabase({
    also: [{ name: "jobs", version: "1", migrate: migrateJobs }],
  });
  const database = openDatabase({
    url: test.url,
    connectionsMax: 4,
    applicationName: "configuration cache test",
  });
  const queueId = asId<QueueId>(uuidv7());
  await database.drizzle
    .insert(schema.queues)
    .values({ id: queueId, name: "Solucionadores", level: 1, role: "solver", position: 1 });
  const namespace = `test-${uuidv7()}`;
  const [here, there] = await Promise.all(
    [0, 1].map(() =>
      createBus({ databaseUrl: test.url, redisUrl: undefined, namespace, log: silentLog }),
    ),
  );
  if (!here || !there) throw new Error("no buses");
  const caches = [here, there].map(({ wake }) =>
    createConfigurationCache(database, wake, standing),
  );
  const versions = async () =>
    (await Promise.all(caches.map((cache) => cache.get()))).map(({ book }) => book.version);
  expect(await versions()).toEqual([0, 0]);

  const rule = {
    id: asId<never>(uuidv7()),
    name: "everything",
    enabled: true,
    condition: {},
    action: { to: { queueId } },
  };
  const by = { id: null, name: "test" };
  await database.transaction(({ client }) => publishRules(client, [rule], { by, note: "n" }));
  // Subscribed after the caches, so heard after them.
  const told = [here, there].map(
    ({ wake }) => new Promise((resolve) => wake.subscribe("configuration", resolve)),
  );
  here.wake.publish("configuration");
  await Promise.all(told);
  expect(await versions()).toEqual([1, 1]);

  for (const cache of caches) cache.close();
  await Promise.all([here.close(), there.close()]);
  await database.close();
  await test.drop();
});
