import { Worker } from "bullmq";
import { Redis } from "ioredis";
import pg from "pg";
import { readConfig, tellParent } from "../child.ts";
import {
  PLAIN_EVENTS,
  PLAIN_POOL_MAX,
  PLAIN_QUEUE,
  PLAIN_WORKERS,
  type PlainJob,
  plainConfig,
  plainJob,
} from "./config.ts";
import { sendAnswers } from "./outgoing.ts";

/** The worker of the compared pipeline: one transaction a message, then an event to the agents. */
const config = readConfig(plainConfig);
const pool = new pg.Pool({ connectionString: config.databaseUrl, max: PLAIN_POOL_MAX });
const redis = new Redis(config.redisUrl);

interface Stored {
  readonly id: string;
  readonly conversationId: string;
  readonly seq: number;
}

const worker = new Worker(
  PLAIN_QUEUE,
  async (job) => {
    const message = plainJob.parse(job.data);
    const stored = await inTransaction((client) => store(client, message));
    if (!stored) return;
    const event = {
      type: "message.created",
      position: stored.id,
      message: { ...stored, text: message.text },
    };
    await redis.publish(PLAIN_EVENTS, JSON.stringify(event));
  },
  {
    connection: new Redis(config.redisUrl, { maxRetriesPerRequest: null }),
    concurrency: PLAIN_WORKERS,
  },
);
worker.on("error", (error) => process.stderr.write(`plain router: ${error.message}\n`));
worker.on("failed", (_, error) => process.stderr.write(`plain router: ${error.message}\n`));
await worker.waitUntilReady();
await sendAnswers(config, pool, redis);
tellParent({ kind: "ready" });

async function inTransaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}

/** Statements are named, so PostgreSQL plans each once a connection. @returns `undefined` for a repeat */
async function store(client: pg.PoolClient, message: PlainJob): Promise<Stored | undefined> {
  const received = await client.query({
    name: "received",
    text: `insert into received (inbox, external_id) values ($1, $2)
           on conflict do nothing`,
    values: [message.inbox, message.id],
  });
  if (received.rowCount === 0) return undefined;

  const contactId = await findOrMakeContact(client, `tel:${message.from}`);
  const conversation = await client.query<{ id: string; seq: number }>({
    name: "conversation",
    text: `insert into conversations (inbox, contact_id) values ($1, $2)
           on conflict (inbox, contact_id) where status = 'open'
           do update set last_seq = conversations.last_seq + 1, last_message_at = now()
           returning id, last_seq as seq`,
    values: [message.inbox, contactId],
  });
  const { id: conversationId, seq } = first(conversation);
  const inserted = await client.query<{ id: string }>({
    name: "message",
    text: `insert into messages (conversation_id, seq, external_id, text)
           values ($1, $2, $3, $4) returning id`,
    values: [conversationId, seq, message.id, message.text],
  });
  return { id: first(inserted).id, conversationId, seq };
}

async function findOrMakeContact(client: pg.PoolClient, address: string): Promise<string> {
  const found = await client.query<{ id: string }>({
    name: "find-contact",
    text: "select id from contacts where address = $1",
    values: [address],
  });
  if (found.rows[0]) return found.rows[0].id;
  const made = await client.query<{ id: string }>({
    name: "make-contact",
    text: `insert into contacts (address) values ($1)
           on conflict (address) do update set address = excluded.address returning id`,
    values: [address],
  });
  return first(made).id;
}

function first<T extends pg.QueryResultRow>(result: pg.QueryResult<T>): T {
  const [row] = result.rows;
  if (!row) throw new Error("the statement gave no row");
  return row;
}
