import { randomBytes } from "node:crypto";
import { asId, type InboxId } from "@circuito/domain";
import { type Database, findInbox, openDatabase, saveInbox } from "@circuito/store";
import { createTestDatabase, type TestDatabase } from "@circuito/store/testing";
import { uuidv7 } from "uuidv7";
import { createSealer } from "../secrets/seal.ts";
import { wholeSettings } from "./open-connector.ts";
import { replaceSecretOf } from "./replace-secret.ts";

const sealer = createSealer(randomBytes(32));
let testDatabase: TestDatabase;
let database: Database;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, connectionsMax: 4, applicationName: "test" });
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

async function mailbox() {
  const id = asId<InboxId>(uuidv7());
  const secrets = { oauthRefreshToken: "first", oauthClientSecret: "secret" };
  await saveInbox(database.pool, {
    ...{ id, name: "Ajuda", channel: "email", enabled: true, settings: { address: "a@b.example" } },
    secretsSealed: sealer.seal(JSON.stringify(secrets), id),
  });
  const stored = async () => {
    const row = await findInbox(database.pool, id);
    return row && wholeSettings(row, sealer);
  };
  return { id, stored, replace: replaceSecretOf({ id }, { database, sealer }) };
}

test("a renewed secret takes the place of the one before, and of nothing else", async () => {
  const { stored, replace } = await mailbox();
  await replace("oauthRefreshToken", "first", "second");
  expect(await stored()).toEqual({
    ...{ address: "a@b.example", oauthRefreshToken: "second", oauthClientSecret: "secret" },
  });
});

test("of two who renew the same one at once, one is kept", async () => {
  const { stored, replace } = await mailbox();
  await Promise.all(["one", "two"].map((next) => replace("oauthRefreshToken", "first", next)));
  expect(["one", "two"]).toContain((await stored())?.oauthRefreshToken);
});

test("what an admin has set since stays, and of an inbox that is gone nothing is said", async () => {
  const { id, stored, replace } = await mailbox();
  await replace("oauthRefreshToken", "an older one", "renewed");
  expect(await stored()).toMatchObject({ oauthRefreshToken: "first" });
  await database.pool.query("delete from inboxes where id = $1", [id]);
  await expect(replace("oauthRefreshToken", "first", "second")).resolves.toBeUndefined();
});
