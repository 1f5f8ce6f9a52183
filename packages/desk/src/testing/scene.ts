import {
  type AgentId,
  asId,
  type Channel,
  type ConversationId,
  type InboxId,
  type Level,
  makeProtocolNumber,
  type Principal,
  type QueueId,
  type QueueRole,
  type Role,
} from "@circuito/domain";
import { type Database, openDatabase, schema } from "@circuito/store";
import { createTestDatabase } from "@circuito/store/testing";
import { uuidv7 } from "uuidv7";
import type { Desk } from "../desk.ts";

export type Person = Extract<Principal, { kind: "agent" }>;

/** A contact center on a database of its own, and a record of what the desk asked for. */
export interface Scene extends AsyncDisposable {
  readonly databaseUrl: string;
  readonly database: Database;
  readonly desk: Desk;
  readonly inboxId: InboxId;
  readonly solvers: QueueId;
  readonly directors: QueueId;
  readonly technical: QueueId;
  /** Nudges so far, as `<kind> <id>`. */
  readonly nudged: string[];
  /** How often the outbox's readers were woken. */
  readonly woken: () => number;
  newAgent(options?: NewAgent): Promise<Person>;
  newConversation(options?: NewConversation): Promise<ConversationId>;
  newQueue(name: string, level: Level, role: QueueRole): Promise<QueueId>;
}

export interface NewAgent {
  readonly name?: string;
  readonly role?: Role;
  readonly queueIds?: readonly QueueId[];
  readonly capacity?: number;
  readonly passwordHash?: string;
}

export type NewConversation = Partial<typeof schema.conversations.$inferInsert> & {
  readonly contactName?: string;
  readonly channel?: Channel;
};

/** Enough for a hundred people at once without making the server wait for connections. */
const CONNECTIONS_MAX = 20;
/** They wait for each other, on a busy machine for longer than anybody would outside of a test. */
const CONNECT_TIMEOUT_MS = 20_000;

export async function createScene(): Promise<Scene> {
  const test = await createTestDatabase();
  const database = openDatabase({
    url: test.url,
    connectionsMax: CONNECTIONS_MAX,
    connectTimeoutMs: CONNECT_TIMEOUT_MS,
    applicationName: "circuito desk test",
  });
  const inboxId = asId<InboxId>(uuidv7());
  await database.drizzle
    .insert(schema.inboxes)
    .values({ id: inboxId, name: "SMS", channel: "sms", settings: {} });

  let queues = 0;
  const newQueue = async (name: string, level: Level, role: QueueRole): Promise<QueueId> => {
    const id = asId<QueueId>(uuidv7());
    queues += 1;
    await database.drizzle
      .insert(schema.queues)
      .values({ id, name, level, role, area: null, position: queues });
    return id;
  };
  const solvers = await newQueue("Atendimento", 1, "solver");
  const directors = await newQueue("Direcionamento", 1, "director");
  const technical = await newQueue("Técnico", 2, "specialist");

  const nudged: string[] = [];
  let woken = 0;
  let people = 0;
  return {
    databaseUrl: test.url,
    database,
    desk: {
      database,
      jobs: {
        nudge: async (kind, ids) => void nudged.push(...ids.map((id) => `${kind} ${id}`)),
        nudgeAt: async (kind, names) => void nudged.push(...names.map((name) => `${kind} ${name}`)),
      },
      wake: {
        publish: () => {
          woken += 1;
        },
      },
      newId: uuidv7,
      now: Date.now,
    },
    inboxId,
    solvers,
    directors,
    technical,
    nudged,
    woken: () => woken,
    newQueue,
    async newAgent(options = {}) {
      const id = asId<AgentId>(uuidv7());
      people += 1;
      const { name = `Agente ${people}`, role = "agent", queueIds = [solvers] } = options;
      await database.drizzle.insert(schema.agents).values({
        id,
        name,
        email: `agent-${people}@example.com`,
        passwordHash: options.passwordHash ?? "none",
        role,
        capacity: options.capacity ?? 6,
      });
      if (queueIds.length > 0) {
        const members = queueIds.map((queueId) => ({ queueId, agentId: id }));
        await database.drizzle.insert(schema.queueMembers).values(members);
      }
      return { kind: "agent", id, name, role, queueIds };
    },
    async newConversation({ contactName, ...columns } = {}) {
      const contactId = columns.contactId ?? asId(uuidv7());
      const id = asId<ConversationId>(columns.id ?? uuidv7());
      people += 1;
      const address = `tel:+5511900${String(people).padStart(6, "0")}` as const;
      const now = Date.now();
      await database.transaction(async ({ drizzle }) => {
        if (!columns.contactId) {
          await drizzle.insert(schema.contacts).values({ id: contactId, name: contactName });
        }
        await drizzle.insert(schema.conversations).values({
          protocol: makeProtocolNumber(uuidv7().replaceAll("-", ""), now, "America/Sao_Paulo"),
          inboxId,
          channel: "sms",
          address,
          status: "open",
          waitingOn: "agent",
          queueId: solvers,
          level: 1,
          priority: 0,
          epoch: 0,
          version: 1,
          lastSeq: 0,
          lastPublicSeq: 0,
          arrivedAt: now,
          waitingSince: now,
          lastMessageAt: now,
          ...columns,
          id,
          contactId,
        });
      });
      return id;
    },
    async [Symbol.asyncDispose]() {
      await database.close();
      await test.drop();
    },
  };
}
