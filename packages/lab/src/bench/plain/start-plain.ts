import { randomBytes } from "node:crypto";
import pg from "pg";
import { z } from "zod";
import { AgentObserver } from "../../load/agent-observer.ts";
import { Child } from "../child.ts";
import type { WatchedProcess } from "../cpu.ts";
import { createDatabase } from "../database.ts";
import type { Servers, System } from "../system.ts";
import { PLAIN_SCHEMA } from "./plain-schema.ts";

const INBOX = "plain";
const ready = z.object({ port: z.int() });

/**
 * What a competent developer writes in a day, kept here to be compared with: webhook → one BullMQ
 * job a message → one transaction a message → socket.io. Door and worker are processes of their own.
 * @param provider whom answers go to; absent: nobody answers
 */
export async function startPlain(
  servers: Servers,
  shared: readonly WatchedProcess[],
  provider?: { readonly url: string; readonly secret: string },
): Promise<System> {
  const database = await createDatabase(servers.databaseUrl, "circuito_bench_plain");
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(PLAIN_SCHEMA);
  await client.end();

  const secret = provider?.secret ?? `whsec_${randomBytes(32).toString("base64")}`;
  const config = {
    databaseUrl: database.url,
    redisUrl: servers.redisUrl,
    secret,
    inbox: INBOX,
    ...(provider && { sendUrl: provider.url }),
  };
  const [router] = await Child.start("plain/router.ts", config);
  const [gateway, said] = await Child.start("plain/gateway.ts", config);
  const origin = `http://127.0.0.1:${ready.parse(said).port}`;
  return {
    name: "plain",
    target: { url: `${origin}/webhooks/${INBOX}`, secret, account: INBOX, to: "+551100000000" },
    databaseUrl: database.url,
    observe: async (journal, onFirstSight) => {
      const auth = async (): Promise<Record<string, string>> => ({});
      const observer = new AgentObserver({
        url: origin,
        auth,
        journal,
        account: INBOX,
        onFirstSight,
      });
      await observer.connect();
      return observer;
    },
    processes: [
      { name: "gateway", pid: gateway.pid, isTree: false },
      { name: "router", pid: router.pid, isTree: false },
      ...shared,
    ],
    [Symbol.asyncDispose]: async () => {
      await gateway[Symbol.asyncDispose]();
      await router[Symbol.asyncDispose]();
      await database.drop();
    },
  };
}
