import { randomUUID } from "node:crypto";
import { FakeSmsProvider } from "../../fake-sms-provider.ts";
import { Journal } from "../../journal.ts";
import { judgeAnswer } from "../../post-signed.ts";
import { startCircuito } from "../circuito/start-circuito.ts";
import { analyzeDatabase, describePostgres } from "../database.ts";
import { openConversations } from "../open-conversations.ts";
import { answerPlainly } from "../plain/answer-plainly.ts";
import { startPlain } from "../plain/start-plain.ts";
import { describeRedis } from "../redis.ts";
import { findServers } from "../servers.ts";
import type { System } from "../system.ts";
import type { OutboundOptions } from "./main.ts";
import {
  answerEach,
  measureOutbound,
  type OutboundFigures,
  type OutboundLoad,
  type Writer,
} from "./measure-outbound.ts";

const SEED = "outbound";
/** As many as a team of a dozen people has open. */
const CONVERSATIONS = 200;
/** Code that runs once an answer is optimized after some hundreds. */
const WARM_UP_MS = 10_000;
const FULL: OutboundLoad = { kind: "closed", inFlight: 32 };
const LOADS: readonly (readonly [string, OutboundLoad])[] = [
  ["32 on their way", FULL],
  ["20 a second", { kind: "open", perSecond: 20 }],
  ["100 a second", { kind: "open", perSecond: 100 }],
];

/** One load on one system: as many figures as there were rounds. */
export interface OutboundRow {
  readonly system: string;
  readonly load: string;
  readonly rounds: OutboundFigures[];
}

export async function runOutbound(
  { seconds, rounds, backend }: OutboundOptions,
  say: (sentence: string) => void,
): Promise<readonly OutboundRow[]> {
  await using servers = await findServers();
  const { process: postgres } = await describePostgres(servers.databaseUrl);
  const redis = await describeRedis(servers.redisUrl);
  const shared = [...(postgres ? [postgres] : []), redis.process];
  await using provider = await FakeSmsProvider.start({
    journal: new Journal({ run: SEED, seed: SEED, actor: "provider" }),
    account: "plain",
  });
  await using plain = await startPlain(servers, shared, provider);
  await using circuito = await startCircuito(servers, shared, { backend, roles: "two" });
  const writers: readonly Writer[] = [
    {
      ...(await openOn(circuito)),
      provider: circuito.gateway.provider,
      write: async (conversationId, text) => {
        const message = { clientId: randomUUID(), text, kind: "reply" };
        const path = `/conversations/${conversationId}/messages`;
        return judgeAnswer(await circuito.gateway.admin.tell(path, message)) === "ok";
      },
    },
    { ...(await openOn(plain)), provider, write: answerPlainly(plain.target) },
  ];
  say("warming up");
  for (const writer of writers) {
    await answerEach(writer);
    await measureOutbound(writer, { run: "warm-up", forMs: WARM_UP_MS, load: FULL });
  }
  for (const { databaseUrl } of [circuito, plain]) await analyzeDatabase(databaseUrl);

  const rows = writers.flatMap(({ name }) =>
    LOADS.map(([load]): OutboundRow => ({ system: name, load, rounds: [] })),
  );
  for (let round = 1; round <= rounds; round++) {
    for (const [name, load] of LOADS) {
      for (const writer of round % 2 === 0 ? writers.toReversed() : writers) {
        const run = `${writer.name}-${round}-${load.kind}`;
        const figures = await measureOutbound(writer, { run, forMs: seconds * 1_000, load });
        rows
          .find(({ system, load: of }) => system === writer.name && of === name)
          ?.rounds.push(figures);
        say(`round ${round}, ${writer.name}, ${name}: ${figures.sentPerSecond.toFixed(0)} sent/s`);
      }
    }
  }
  return rows;
}

/** Customers who have written. */
async function openOn(
  system: System,
): Promise<Pick<Writer, "name" | "conversations" | "processes">> {
  const { name, processes } = system;
  const load = { run: `${SEED}-${name}`, seed: SEED, count: CONVERSATIONS };
  return { name, processes, conversations: await openConversations(system, load) };
}
