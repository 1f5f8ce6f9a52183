import type { Desk } from "../../packages/desk/src/index.ts";
import { createScene, type Person, type Scene } from "../../packages/desk/src/testing/index.ts";
import {
  type AgentId,
  asId,
  type Channel,
  type ConversationId,
  costOf,
  effectivePriority,
  isWaitingForAgent,
  type OfferId,
  type QueueId,
} from "../../packages/domain/src/index.ts";
import { dueHandlers } from "../../packages/router/src/index.ts";
import type { Database, Transaction } from "../../packages/store/src/index.ts";

/** A contact center's floor on a real database, and ways to look at all of it. */
export interface Floor extends AsyncDisposable {
  readonly scene: Scene;
  /** Nothing is waited for and nudges are lost: what happens, a test does. */
  desk(crashAt?: number): Desk;
  database(crashAt?: number): Database;
  /** Lets an offer go by, whatever time it is. */
  letGoBy(id: OfferId, crashAt?: number): Promise<void>;
}

/** A process that dies here: its connection goes, and its transaction with it. */
export class Died extends Error {
  override readonly name = "Died";
}

export async function createFloor(): Promise<Floor> {
  const scene = await createScene();
  const database = (crashAt?: number) =>
    crashAt === undefined ? scene.database : dying(scene.database, crashAt);
  const quiet = { nudge: async () => {}, nudgeAt: async () => {}, publish: () => {} };
  return {
    scene,
    database,
    desk: (crashAt) => ({ ...scene.desk, database: database(crashAt), jobs: quiet, wake: quiet }),
    async letGoBy(id, crashAt) {
      const later = Date.now() + 3_600_000;
      const handlers = dueHandlers({
        database: database(crashAt),
        bus: { jobs: quiet, wake: quiet } as never,
        newId: scene.desk.newId,
        now: () => later,
      });
      await handlers.offer?.([id]);
    },
    [Symbol.asyncDispose]: () => scene[Symbol.asyncDispose](),
  };
}

/** A database whose client dies before the statement of this number in a transaction. */
function dying(database: Database, crashAt: number): Database {
  return {
    ...database,
    transaction: (work) =>
      database.transaction((tx) => {
        let statements = 0;
        const query = (...args: unknown[]): unknown => {
          if (statements++ === crashAt) throw new Died();
          return Reflect.apply(tx.client.query, tx.client, args);
        };
        const client = Object.create(tx.client, { query: { value: query } });
        const mortal: Transaction = {
          client,
          commitWith: (send) => tx.commitWith(send),
          get drizzle() {
            return tx.drizzle;
          },
        };
        return work(mortal);
      }),
  };
}

export interface ConversationRow {
  readonly id: ConversationId;
  readonly queueId: QueueId;
  readonly channel: Channel;
  readonly status: "open" | "snoozed" | "resolved" | "closed";
  readonly priority: number;
  readonly arrivedAt: number;
  readonly assigneeId: AgentId | undefined;
  readonly epoch: number;
}

export interface OfferRow {
  readonly id: OfferId;
  readonly conversationId: ConversationId;
  readonly agentId: AgentId;
  readonly state: string;
}

export interface Line {
  readonly conversationId: ConversationId;
  readonly kind: string;
  readonly because: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Everything there is in a queue, as it is committed now. */
export interface Snapshot {
  readonly conversations: readonly ConversationRow[];
  readonly offers: readonly OfferRow[];
  readonly story: readonly Line[];
}

export async function look({ scene }: Floor, queueId: QueueId): Promise<Snapshot> {
  const { pool } = scene.database;
  const of = "(select id from conversations where queue_id = $1)";
  const [conversations, offers, story] = await Promise.all([
    pool.query(
      `select id, queue_id as "queueId", channel, status, priority, arrived_at as "arrivedAt",
         assignee_id as "assigneeId", epoch from conversations where queue_id = $1`,
      [queueId],
    ),
    pool.query(
      `select id, conversation_id as "conversationId", agent_id as "agentId", state
       from offers where queue_id = $1 order by offered_at, id`,
      [queueId],
    ),
    pool.query(
      `select conversation_id as "conversationId", kind, because, data from activities
       where conversation_id in ${of} order by id`,
      [queueId],
    ),
  ]);
  return {
    conversations: conversations.rows.map((row) => ({
      ...row,
      arrivedAt: row.arrivedAt.getTime(),
      assigneeId: row.assigneeId ?? undefined,
    })),
    offers: offers.rows,
    story: story.rows,
  };
}

/** Units that somebody holds: theirs to do, and what is offered to them. */
export function loadOf({ conversations, offers }: Snapshot, agentId: AgentId): number {
  const channelOf = new Map(conversations.map((c) => [c.id, c.channel]));
  const own = conversations.filter((c) => c.assigneeId === agentId && c.status === "open");
  const offered = offers.filter((o) => o.agentId === agentId && o.state === "pending");
  return [...own.map((c) => c.channel), ...offered.map((o) => channelOf.get(o.conversationId))]
    .map((channel) => costOf(channel ?? "", {}))
    .reduce((sum, cost) => sum + cost, 0);
}

/** Who waits and is not on offer, first to be served first. */
export function waitingOf({ conversations, offers }: Snapshot, now: number): ConversationRow[] {
  const onOffer = new Set(offers.filter((o) => o.state === "pending").map((o) => o.conversationId));
  return conversations
    .filter((c) => isWaitingForAgent(c as never) && !onOffer.has(c.id))
    .sort(
      (a, b) =>
        effectivePriority(b, now) - effectivePriority(a, now) ||
        a.arrivedAt - b.arrivedAt ||
        (a.id < b.id ? -1 : 1),
    );
}

/** What the story alone says: who has each conversation, and to whom it is held out. */
export function replay(story: readonly Line[]): {
  readonly owners: ReadonlyMap<ConversationId, AgentId>;
  readonly offered: ReadonlyMap<ConversationId, AgentId>;
} {
  const owners = new Map<ConversationId, AgentId>();
  const offered = new Map<ConversationId, AgentId>();
  for (const { conversationId, kind, data } of story) {
    const agentId = asId<AgentId>(String(data.agentId ?? ""));
    switch (kind) {
      case "assigned":
      case "claimed":
        owners.set(conversationId, agentId);
        offered.delete(conversationId);
        break;
      case "transferred":
        owners.delete(conversationId);
        break;
      case "offered":
        offered.set(conversationId, agentId);
        break;
      case "offer-declined":
      case "offer-missed":
      case "offer-rescinded":
        offered.delete(conversationId);
        break;
      case "resolved":
        break;
      default:
        throw new Error(`the story has a line that replay does not know: ${kind}`);
    }
  }
  return { owners, offered };
}

export type { Person };
