import { randomUUID } from "node:crypto";
import type { Channel, SurveyKind } from "../../packages/domain/src/index.ts";
import {
  AgentObserver,
  AgentSession,
  FakeGraph,
  FakeSmsProvider,
  Journal,
  readDemoLogins,
} from "../../packages/lab/src/index.ts";
import { API_ROUTES } from "../../packages/protocol/src/index.ts";
import { MailStage } from "../mail-story/mail-stage.ts";
import { eventually } from "./eventually.ts";

/** What is asked how it was, on each channel: all three kinds, and every form that answers have. */
export const SURVEYS = {
  email: "csat",
  whatsapp: "nps",
  sms: "ces",
  webchat: "csat",
  form: "nps",
} as const satisfies Record<Channel, SurveyKind>;

/** A dozen walks begin at once, on a machine that may have other work. */
const ANSWER_WITHIN_MS = 120_000;

/** One of the demo's people, at work. */
export interface Person {
  readonly id: string;
  readonly session: AgentSession;
}

/** One gateway with every channel, its customers' providers, and the people who answer. */
export interface CircuitStage extends AsyncDisposable {
  readonly mail: MailStage;
  readonly graph: FakeGraph;
  readonly sms: FakeSmsProvider;
  /** Where the provider of SMS tells what customers wrote. */
  readonly smsUrl: string;
  readonly chatId: string;
  readonly formId: string;
  /** Ends with the stage. */
  keep<T extends AsyncDisposable | Disposable>(one: T): T;
  readonly people: readonly Person[];
  /** Who sees everything. */
  readonly admin: AgentSession;
  /** Its id. */
  queue(name: string): string;
}

export async function startCircuitStage(): Promise<CircuitStage> {
  const started: (AsyncDisposable | Disposable)[] = [];
  const keep = <T extends AsyncDisposable | Disposable>(one: T): T => {
    started.push(one);
    return one;
  };
  const stop = async () => {
    for (const one of started.splice(0).reverse()) {
      if (Symbol.asyncDispose in one) await one[Symbol.asyncDispose]();
      else one[Symbol.dispose]();
    }
  };
  try {
    return { ...(await startParts(keep)), keep, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(
  keep: CircuitStage["keep"],
): Promise<Omit<CircuitStage, keyof AsyncDisposable | "keep">> {
  const journal = new Journal({ run: "circuit", seed: "1", actor: "provider" });
  const mail = keep(await MailStage.start({ PRIVATE_NETWORKS: "127.0.0.0/8" }));
  const sms = keep(await FakeSmsProvider.start({ journal, account: "sms" }));
  const graph = keep(await FakeGraph.start({ journal, account: "whatsapp" }));
  const admin = new AgentSession(mail.gateway.origin, mail.login, ANSWER_WITHIN_MS);
  const inbox = async (name: string, channel: Channel, settings: object) => {
    const made = await admin.post("/inboxes", { name, channel, settings });
    const { id } = API_ROUTES.createInbox.response.parse(made);
    return `${mail.gateway.origin}/webhooks/${id}`;
  };
  const smsUrl = await inbox("SMS", "sms", {
    ...{ provider: "generic", secret: sms.secret, from: "+551140000000", sendUrl: sms.url },
  });
  graph.webhookUrl = await inbox("WhatsApp", "whatsapp", graph.settings);
  // A door may take a second to learn of an inbox that was just added.
  await eventually("a door for WhatsApp", async () => {
    const { status } = await graph.shakeHands();
    return status === 200 || undefined;
  });
  await askAtOnce(admin);
  const inboxes = await mail.query<{ id: string; channel: Channel }>(
    "select id, channel from inboxes",
  );
  const idOf = (channel: Channel) => inboxes.find((one) => one.channel === channel)?.id ?? "";
  const people: Person[] = [];
  for (const { email, password, does } of await readDemoLogins(mail.dataDir)) {
    if (!/^(solucionador|especialista)/.test(does)) continue;
    const session = new AgentSession(mail.gateway.origin, { email, password }, ANSWER_WITHIN_MS);
    const url = `${mail.gateway.origin}/agent`;
    const auth = async () => ({ ticket: await session.ticket() });
    const socket = keep(new AgentObserver({ url, auth, journal, account: email }));
    await socket.connect();
    const id = await idOfAgent(mail, email);
    // Whom the machine gives conversations to.
    await session.put(`/agents/${id}/presence`, { wanted: "available" });
    people.push({ id, session });
  }
  const areas = await mail.query<{ id: string; name: string }>("select id, name from queues");
  return {
    ...{ mail, graph, sms, smsUrl, chatId: idOf("webchat"), formId: idOf("form"), people, admin },
    queue(name) {
      const found = areas.find((queue) => queue.name === name);
      if (!found) throw new Error(`the demo has no queue ${name}`);
      return found.id;
    },
  };
}

async function idOfAgent(mail: MailStage, email: string): Promise<string> {
  const [row] = await mail.query<{ id: string }>("select id from agents where email = $1", [email]);
  if (!row) throw new Error(`the demo has no ${email}`);
  return row.id;
}

/** The demo waits minutes before it asks: nobody has them here. */
async function askAtOnce(admin: AgentSession): Promise<void> {
  await admin.put("/confirmation-policies", {
    ...{ queueId: null, channel: null, enabled: true, delayMs: 0, silenceMs: 3_600_000, words: {} },
  });
  const { version, caps } = API_ROUTES.getSurveys.response.parse(await admin.get("/surveys"));
  const policies = Object.entries(SURVEYS).map(([channel, kind]) => ({
    id: randomUUID(),
    name: `${kind} ${channel}`,
    enabled: true,
    kind,
    scope: { queueIds: [], levels: [], channels: [channel] },
    ...{ delayMs: 0, respondWithinMs: 3_600_000, question: {}, asksWhy: true, followUp: {} },
  }));
  await admin.put("/surveys", { version, policies, caps });
}
