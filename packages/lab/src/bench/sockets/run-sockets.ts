import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type DemoGateway, startDemoGateway } from "../../gateway/start-demo-gateway.ts";
import { Journal } from "../../journal.ts";
import { Child } from "../child.ts";
import { createDatabase } from "../database.ts";
import { openConversations } from "../open-conversations.ts";
import { findServers } from "../servers.ts";
import { COLLECT_ON_SIGNAL, heldBy } from "./collect-garbage.ts";
import { Arrivals, type FanOutFigures, measureFanOut } from "./fan-out.ts";
import type { SocketOptions } from "./main.ts";
import { SocketSwarm } from "./socket-swarm.ts";

const PROGRAM = join(import.meta.dirname, "../../../../../apps/gateway/dist/main.js");
const SEED = "sockets";
/** Sockets that one change reaches: an agent's own, a queue's people, a large team's. */
const ROOMS = [1, 20, 200] as const;
/** Connected and gone before memory is looked at: what the first ones need, all later ones share. */
const WARM_UP_SOCKETS = 100;
/** Changes are spread over so many, as people's are; of one conversation each waits for the other. */
const CONVERSATIONS = 32;

export interface SocketFigures {
  readonly sockets: number;
  readonly idle: { readonly circuito: IdleBytes; readonly plain: IdleBytes };
  readonly fanOut: {
    readonly circuito: readonly FanOutFigures[];
    readonly plain: readonly FanOutFigures[];
  };
}

/** What each idle socket holds, in bytes. */
export interface IdleBytes {
  /** In V8's heap and in buffers: what is judged. */
  readonly heap: number;
  /** More of the process that is resident; less where there was room from before. */
  readonly resident: number;
}

/** Whose sockets are looked at. */
interface Served {
  readonly pid: number;
  readonly url: string;
  readonly auth: () => Promise<Record<string, string>>;
  readonly make: (text: string) => Promise<void>;
}

export async function runSockets(
  { sockets, seconds }: SocketOptions,
  say: (sentence: string) => void,
): Promise<SocketFigures> {
  if (!existsSync(PROGRAM)) throw new Error("the gateway is not built: run pnpm build");
  await using servers = await findServers();
  const database = await createDatabase(servers.databaseUrl, "circuito_bench_sockets");
  const [child, ready] = await Child.start("sockets/plain-server.ts", null, COLLECT_ON_SIGNAL);
  await using plainChild = child;
  const plain = plainServed(plainChild, z.object({ port: z.int() }).parse(ready).port);
  const figures = await (async () => {
    await using gateway = await startDemoGateway({
      program: [...COLLECT_ON_SIGNAL, PROGRAM, "start"],
      databaseUrl: database.url,
      redisUrl: servers.redisUrl,
      providerJournal: new Journal({ run: "bench", seed: SEED, actor: "provider" }),
    });
    const circuito = await circuitoServed(gateway);
    const idle = {
      circuito: await measureIdle(circuito, sockets),
      plain: await measureIdle(plain, sockets),
    };
    say(`idle: ${Math.round(idle.circuito.heap)} bytes, plain ${Math.round(idle.plain.heap)}`);
    const fanOut = { circuito: [] as FanOutFigures[], plain: [] as FanOutFigures[] };
    for (const room of ROOMS) {
      fanOut.plain.push(await fanOutTo(plain, room, seconds));
      fanOut.circuito.push(await fanOutTo(circuito, room, seconds));
      say(`room of ${room}`);
    }
    return { sockets, idle, fanOut };
  })();
  await database.drop();
  return figures;
}

/** Notes of an admin, whose sockets hear of everything. */
async function circuitoServed(gateway: DemoGateway): Promise<Served> {
  const ids = await openConversations(gateway, { run: SEED, seed: SEED, count: CONVERSATIONS });
  let n = 0;
  return {
    pid: gateway.web.pid,
    url: `${gateway.web.origin}/agent`,
    auth: async () => ({ ticket: await gateway.admin.ticket() }),
    make: async (text) => {
      n += 1;
      const note = { clientId: randomUUID(), text, kind: "note" };
      await gateway.admin.post(`/conversations/${ids[n % ids.length]}/messages`, note);
    },
  };
}

/** As large as what an agent's socket is told of a note. */
function plainServed(child: Child, port: number): Served {
  const ids = Object.fromEntries(
    ["id", "conversationId", "agentId", "clientId"].map((name) => [name, randomUUID()]),
  );
  return {
    pid: child.pid,
    url: `http://127.0.0.1:${port}/agent`,
    auth: async () => ({}),
    make: async (text) => {
      const message = { ...ids, seq: 1, direction: "note", text, media: [], author: "Somebody" };
      child.send({ kind: "say", event: { type: "message.created", position: "1-1", message } });
    },
  };
}

async function measureIdle({ pid, url, auth }: Served, count: number): Promise<IdleBytes> {
  {
    using _warmUp = await SocketSwarm.open(url, auth, { count: WARM_UP_SOCKETS });
  }
  const before = await heldBy(pid);
  using swarm = await SocketSwarm.open(url, auth, { count });
  const after = await heldBy(pid);
  return {
    heap: (after.heapBytes - before.heapBytes) / swarm.size,
    resident: (after.residentBytes - before.residentBytes) / swarm.size,
  };
}

async function fanOutTo(
  { url, auth, make }: Served,
  room: number,
  seconds: number,
): Promise<FanOutFigures> {
  const arrivals = new Arrivals(room);
  using _swarm = await SocketSwarm.open(url, auth, { count: room, onDelivery: arrivals.take });
  return await measureFanOut(arrivals, make, { room, forMs: seconds * 1_000 });
}
