import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  type DemoGateway,
  FakeGraph,
  Journal,
  startDemoGateway,
} from "../../packages/lab/src/index.ts";
import { API_ROUTES, type MessageView } from "../../packages/protocol/src/index.ts";
import { createTestDatabase } from "../../packages/store/src/testing/index.ts";

export const GATEWAY = join(import.meta.dirname, "../../apps/gateway/dist/main.js");
/** Two processes start; everything else is a matter of seconds. */
export const GATEWAY_TEST_TIMEOUT_MS = 120_000;
const PATIENCE_MS = 40_000;

/** Looks again until there is something. */
export async function until<T>(look: () => Promise<T | undefined>, what: string): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (Date.now() > deadline) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A gateway in two processes with one WhatsApp inbox, before the lab's Graph API. */
export interface CloudGateway extends AsyncDisposable {
  readonly graph: FakeGraph;
  readonly gateway: DemoGateway;
  readonly inboxId: string;
  /** The conversation that a message of the provider's id is in. */
  conversationOf(wamid: string): Promise<string>;
  /** In order of seq. */
  messagesOf(conversationId: string): Promise<readonly MessageView[]>;
}

export async function startCloudGateway(run: string): Promise<CloudGateway> {
  if (!existsSync(GATEWAY)) throw new Error("the gateway is not built: run pnpm build");
  const started: AsyncDisposable[] = [];
  const stop = async (): Promise<void> => {
    for (const one of started.splice(0).reverse()) await one[Symbol.asyncDispose]();
  };
  try {
    return await startParts(run, started, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(
  run: string,
  started: AsyncDisposable[],
  stop: () => Promise<void>,
): Promise<CloudGateway> {
  const keep = <T extends AsyncDisposable>(one: T): T => {
    started.push(one);
    return one;
  };
  const journal = new Journal({ run, seed: "1", actor: "provider" });
  const graph = keep(await FakeGraph.start({ journal, account: "wa-1" }));
  const database = keep(await createTestDatabase());
  const gateway = keep(
    await startDemoGateway({
      program: [GATEWAY, "start"],
      databaseUrl: database.url,
      providerJournal: journal,
    }),
  );
  const { admin } = gateway;
  const inbox = API_ROUTES.createInbox.response.parse(
    await admin.post("/inboxes", {
      name: "WhatsApp da loja",
      channel: "whatsapp",
      settings: graph.settings,
    }),
  );
  graph.webhookUrl = `${gateway.web.origin}/webhooks/${inbox.id}`;
  // The door may take a second to learn of an inbox that was added just after another.
  const hands = await until(async () => {
    const answer = await graph.shakeHands();
    return answer.status === 404 ? undefined : answer;
  }, "the inbox at the door");
  expect(hands).toEqual({ status: 200, body: "1158201444" });
  return {
    graph,
    gateway,
    inboxId: inbox.id,
    conversationOf: (wamid) =>
      until(async () => {
        const answer = await admin.get(`/ledger?inboxId=${inbox.id}&externalId=${wamid}`);
        const [row] = API_ROUTES.listLedger.response.parse(answer).items;
        return row?.conversationId ?? undefined;
      }, "a conversation"),
    async messagesOf(conversationId) {
      const answer = await admin.get(`/conversations/${conversationId}/messages?limit=200`);
      const { items } = API_ROUTES.listMessages.response.parse(answer);
      return [...items].sort((a, b) => a.seq - b.seq);
    },
    [Symbol.asyncDispose]: stop,
  };
}
