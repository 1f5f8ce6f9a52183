import { parseArgs } from "node:util";
import { nameOfFreeAgent } from "../../../packages/domain/src/index.ts";
import { serveAgent, serveQueue } from "../../../packages/router/src/index.ts";
import {
  findWaitingQueuesOf,
  loadWaiting,
  setWantedPresence,
} from "../../../packages/store/src/index.ts";
import { AGENTS, type Center, openCenter, QUEUES } from "./center.ts";

/*
 * pnpm bench assignment: what it costs the database that somebody gets room. For several lengths of the
 * queues it times, one after the other: a presence change and the claim that follows it; the same after
 * a conversation was solved; and an arrival where everybody is full.
 */

const WAITING = [100, 1_000, 5_000, 10_000];

const { values } = parseArgs({
  args: process.argv.slice(2).filter((arg) => arg !== "--"),
  options: { times: { type: "string", default: "300" }, explain: { type: "boolean" } },
});
const times = Number(values.times);
const serverUrl = process.env.DATABASE_URL;
if (!serverUrl) throw new Error("DATABASE_URL says where to measure");

const say = (line: string) => process.stdout.write(`${line}\n`);
say(`${QUEUES} queues, ${AGENTS} agents, all full; ${times} times each; ms of one process's clock`);
say("waiting  presence→claim p50 p99 max   solved→claim p50 p99   arrival, all full p50 p99");
for (const waiting of WAITING) {
  await using center = await openCenter(serverUrl, waiting);
  const presence = await measure(times, () => backAgain(center));
  const solved = await measure(times, () => solve(center));
  const arrival = await measure(times, () => arrive(center));
  say(
    [
      String(waiting).padStart(7),
      ...[0.5, 0.99, 1].map((p) => ms(at(presence, p))),
      "  ",
      ...[0.5, 0.99].map((p) => ms(at(solved, p))),
      "  ",
      ...[0.5, 0.99].map((p) => ms(at(arrival, p))),
    ].join("  "),
  );
  if (values.explain) await explain(center);
}

/** Times `act`, which prepares itself and returns how long the rest took. */
async function measure(times: number, act: () => Promise<number>): Promise<readonly number[]> {
  for (let n = 0; n < 20; n++) await act();
  const took: number[] = [];
  for (let n = 0; n < times; n++) took.push(await act());
  return took.sort((a, b) => a - b);
}

/** Somebody with one place left was away and comes back: presence, then the round for them. */
async function backAgain(center: Center): Promise<number> {
  const agent = anyOf(center.agents);
  const { pool } = center.database;
  await letGo(center, agent);
  await pool.query("update agents set wanted = 'away' where id = $1", [agent]);
  const startedAt = performance.now();
  await center.database.transaction(({ client }) =>
    setWantedPresence(client, agent, "available", undefined),
  );
  const served = await serveAgent(center, agent, Date.now());
  const took = performance.now() - startedAt;
  if (served.given !== 1) throw new Error(`${nameOfFreeAgent(agent)} got ${served.given}`);
  return took;
}

async function solve(center: Center): Promise<number> {
  const agent = anyOf(center.agents);
  await letGo(center, agent);
  const startedAt = performance.now();
  const served = await serveAgent(center, agent, Date.now());
  const took = performance.now() - startedAt;
  if (served.given !== 1) throw new Error(`${nameOfFreeAgent(agent)} got ${served.given}`);
  return took;
}

async function arrive(center: Center): Promise<number> {
  const startedAt = performance.now();
  await serveQueue(center, anyOf(center.queues), Date.now());
  return performance.now() - startedAt;
}

/** One of theirs ends, and another one comes to wait: there are always as many. */
async function letGo({ database }: Center, agent: string): Promise<void> {
  await database.pool.query(
    `with ended as (
       select id, queue_id, inbox_id, contact_id from conversations
       where assignee_id = $1 and status = 'open' limit 1
     ), solved as (
       update conversations c set status = 'resolved', resolved_at = now() from ended
       where c.id = ended.id
     )
     insert into conversations (id, protocol, inbox_id, channel, address, contact_id, status,
       waiting_on, queue_id, level, priority, epoch, version, last_seq, last_public_seq, arrived_at,
       waiting_since, last_message_at)
     select n.id, n.id::text, inbox_id, 'webchat', 'visitor:' || n.id, contact_id, 'open', 'agent',
       queue_id, 1, 0, 0, 1, 1, 1, now(), now(), now()
     from ended, (select gen_random_uuid() as id) as n`,
    [agent],
  );
}

/** What the head of one queue reads, as PostgreSQL tells it. */
async function explain({ database, agents }: Center): Promise<void> {
  await database.transaction(async ({ client }) => {
    const [queueId] = await findWaitingQueuesOf(client, anyOf(agents));
    if (!queueId) return;
    const asked: { text: string; values: unknown[] }[] = [];
    const spy = {
      query(statement: never) {
        asked.push(statement);
        return client.query(statement);
      },
    };
    await loadWaiting(spy as never, queueId, 12, Date.now());
    for (const { text, values: with_ } of asked) {
      const { rows } = await client.query<Record<string, string>>({
        text: `explain (analyze, buffers, costs off) ${text}`,
        values: with_,
      });
      for (const row of rows) say(`  ${row["QUERY PLAN"]}`);
    }
  });
}

function anyOf<T>(from: readonly T[]): T {
  const one = from[Math.floor(Math.random() * from.length)];
  if (one === undefined) throw new Error("there is none");
  return one;
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function ms(value: number): string {
  return value.toFixed(1).padStart(6);
}
