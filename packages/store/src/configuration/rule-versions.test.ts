import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RoutingRule } from "@circuito/domain";
import pg from "pg";
import { openDatabase } from "../database.ts";
import { createTestDatabase } from "../testing/index.ts";
import {
  findRulesInForce,
  findRuleVersion,
  listRuleNames,
  listRuleVersions,
  publishRules,
} from "./rule-versions.ts";

const MIGRATIONS = join(import.meta.dirname, "..", "..", "migrations");

test("the rules of an installation from before there were versions are its first one", async () => {
  await using empty = await createTestDatabase();
  const client = new pg.Client({ connectionString: empty.url });
  await client.connect();
  await client.query("drop schema public cascade; create schema public");
  const files = readdirSync(MIGRATIONS)
    .filter((name) => name.endsWith(".sql"))
    .sort();
  const first = files.findIndex((name) => name.endsWith("_routing_columns.sql"));
  const apply = async (names: readonly string[]) => {
    for (const name of names) await client.query(readFileSync(join(MIGRATIONS, name), "utf8"));
  };
  await apply(files.slice(0, first));
  const queue = randomUUID();
  const [late, early] = [randomUUID(), randomUUID()];
  await client.query(
    `insert into routing_rules (id, position, name, enabled, condition, action) values
      ($1, 2, 'late', false, '{"words":["boleto"]}', $3),
      ($2, 1, 'early', true, '{}', $4)`,
    [
      late,
      early,
      JSON.stringify({ queueId: queue }),
      JSON.stringify({ queueId: queue, priority: 2, tag: "urgente" }),
    ],
  );
  await apply(files.slice(first));

  expect(await findRulesInForce(client)).toEqual({
    version: 1,
    rules: [
      {
        id: early,
        name: "early",
        enabled: true,
        condition: {},
        action: { to: { queueId: queue }, priority: 2, tags: ["urgente"] },
      },
      {
        id: late,
        name: "late",
        enabled: false,
        condition: { words: ["boleto"] },
        action: { to: { queueId: queue } },
      },
    ],
  });
  await client.end();
});

test("versions count up, stay as they are, and their rules keep their names", async () => {
  await using test = await createTestDatabase();
  const database = openDatabase({ url: test.url, connectionsMax: 6, applicationName: "versions" });
  const { pool } = database;
  expect(await findRulesInForce(pool)).toEqual({ version: 0, rules: [] });
  const rule = (id: string, name: string) =>
    ({
      id,
      name,
      enabled: true,
      condition: {},
      action: { to: { level: 1 } },
    }) as unknown as RoutingRule;
  const [a, b] = [randomUUID(), randomUUID()];
  const by = { id: null, name: "test" };
  const publish = (...rules: readonly RoutingRule[]) =>
    database.transaction(({ client }) => publishRules(client, rules, { by, note: "n" }));
  await publish(rule(a, "first name"), rule(b, "b"));
  await publish(rule(a, "new name"));
  // At once: each waits for the one before, and none is lost.
  await Promise.all(Array.from({ length: 5 }, () => publish(rule(a, "new name"))));

  const versions = await listRuleVersions(pool, { before: undefined, limit: 10 });
  expect(versions.map(({ version }) => version)).toEqual([7, 6, 5, 4, 3, 2, 1]);
  expect((await findRuleVersion(pool, 1))?.rules).toEqual([rule(a, "first name"), rule(b, "b")]);
  expect(await findRuleVersion(pool, 8)).toBeUndefined();
  expect(await listRuleNames(pool)).toEqual(
    new Map([
      [a, "new name"],
      [b, "b"],
    ]),
  );
  await database.close();
});

test("publishing waits for nobody who reads the rules, and they do not wait for it", async () => {
  await using test = await createTestDatabase();
  const database = openDatabase({ url: test.url, connectionsMax: 4, applicationName: "versions" });
  const by = { id: null, name: "test" };
  await database.transaction(async ({ client }) => {
    await publishRules(client, [], { by, note: "n" });
    expect(await findRulesInForce(database.pool)).toEqual({ version: 0, rules: [] });
  });
  expect((await findRulesInForce(database.pool)).version).toBe(1);
  await database.close();
});
