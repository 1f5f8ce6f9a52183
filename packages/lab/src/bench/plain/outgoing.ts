import { Queue, Worker } from "bullmq";
import type { Express } from "express";
import express from "express";
import { Redis } from "ioredis";
import pg from "pg";
import { z } from "zod";
import { postSigned } from "../../post-signed.ts";
import {
  PLAIN_EVENTS,
  PLAIN_OUTBOX,
  PLAIN_POOL_MAX,
  PLAIN_WORKERS,
  type PlainConfig,
} from "./config.ts";

const answer = z.object({ text: z.string().min(1) });
const job = z.object({ id: z.string(), to: z.string(), text: z.string() });

/** The agents' side of the compared pipeline: one transaction and one job an answer. */
export function takeAnswers(app: Express, config: PlainConfig): void {
  const pool = new pg.Pool({ connectionString: config.databaseUrl, max: PLAIN_POOL_MAX });
  const queue = new Queue(PLAIN_OUTBOX, { connection: new Redis(config.redisUrl) });
  app.post("/conversations/:id/messages", express.json(), async (req, res) => {
    if (req.get("authorization") !== `Bearer ${config.secret}`) return void res.status(401).end();
    const said = answer.safeParse(req.body);
    if (!said.success) return void res.status(400).end();
    const { rows } = await pool.query<{ id: string; to: string }>({
      name: "answer",
      text: `with conversation as (
               update conversations set last_seq = last_seq + 1, last_message_at = now()
               where id = $1 returning id, contact_id, last_seq),
             written as (
               insert into answers (conversation_id, seq, text)
               select id, last_seq, $2 from conversation returning id)
             select w.id, k.address as to from written w, conversation c join contacts k on k.id = c.contact_id`,
      values: [req.params.id, said.data.text],
    });
    const [written] = rows;
    if (!written) return void res.status(404).end();
    await queue.add(
      "answer",
      { ...written, text: said.data.text },
      { attempts: 5, backoff: { type: "exponential", delay: 100 }, removeOnComplete: true },
    );
    res.status(200).end();
  });
}

/** Sends each to the provider, and tells agents that it is sent. */
export async function sendAnswers(config: PlainConfig, pool: pg.Pool, redis: Redis): Promise<void> {
  const { sendUrl, secret } = config;
  if (sendUrl === undefined) return;
  const worker = new Worker(
    PLAIN_OUTBOX,
    async ({ data }) => {
      const { id, to, text } = job.parse(data);
      const body = JSON.stringify({ id, from: "+551100000000", to, text });
      const status = await postSigned({ url: sendUrl, secret }, `answer_${id}`, body);
      if (status !== 200) throw new Error(`the provider answered ${status}`);
      await pool.query({
        name: "sent",
        text: "update answers set status = 'sent' where id = $1",
        values: [id],
      });
      await redis.publish(PLAIN_EVENTS, JSON.stringify({ type: "answer.sent", position: id, id }));
    },
    {
      connection: new Redis(config.redisUrl, { maxRetriesPerRequest: null }),
      concurrency: PLAIN_WORKERS,
    },
  );
  worker.on("error", (error) => process.stderr.write(`plain sender: ${error.message}\n`));
  await worker.waitUntilReady();
}
