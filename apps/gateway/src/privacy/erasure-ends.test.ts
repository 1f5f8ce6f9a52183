import { randomBytes, randomUUID } from "node:crypto";
import { asId } from "@circuito/domain";
import { createTombstoneSeal, type ErasingParts, eraseNext } from "@circuito/store";
import { type Client, createWebStage, type WebStage } from "../web/testing/web-stage.ts";

/* An erasure comes to its end, whatever there is much of and whoever is away. */

let stage: WebStage;
let admin: Client;
let parts: ErasingParts;
beforeAll(async () => {
  stage = await createWebStage();
  admin = await stage.logIn(await stage.newPerson({ role: "admin", name: "Eva" }));
  const seal = createTombstoneSeal(randomBytes(32));
  parts = { database: stage.scene.database, media: stage.media, seal, settlesMs: 0 };
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});

const ask = async <Row extends object>(sql: string, values: unknown[] = []) =>
  (await stage.scene.database.pool.query<Row>(sql, values)).rows;

let numbers = 0;
/** Somebody with one conversation that is over. */
async function newPerson() {
  numbers += 1;
  const address = `tel:+55119000${String(numbers).padStart(5, "0")}`;
  const contactId = randomUUID();
  await ask("insert into contacts (id, name) values ($1, 'Ana')", [contactId]);
  await ask(
    "insert into identities (address, contact_id, evidence) values ($1, $2, 'channel-proven')",
    [address, contactId],
  );
  const conversation = await stage.scene.newConversation({
    ...{ channel: "sms", contactId: asId(contactId), address: address as never },
    ...{ status: "resolved", queueId: stage.scene.solvers },
  });
  return { contactId, conversation, address };
}

async function begin({ contactId }: { readonly contactId: string }): Promise<void> {
  const path = `/api/v1/contacts/${contactId}/erasure`;
  const { body } = await admin.send("POST", `${path}/preview`, { body: {} });
  const begun = await admin.send("POST", path, { body: { digest: body.digest } });
  expect(begun.status).toBe(202);
}

async function untilErased(with_: ErasingParts = parts): Promise<void> {
  while (await eraseNext(with_)) {
    // Until nothing is left.
  }
}

async function untilStep({ contactId }: { readonly contactId: string }, step: string) {
  for (;;) {
    const [row] = await ask<{ step: string }>("select step from erasures where contact_id = $1", [
      contactId,
    ]);
    if (row?.step === step) return;
    if (!(await eraseNext(parts, asId(contactId)))) throw new Error(`it never came to ${step}`);
  }
}

describe("what programs were told and browsers were answered", () => {
  async function newEndpoint(): Promise<string> {
    const id = randomUUID();
    await ask(
      `insert into webhook_endpoints (id, name, url, events, secret, on_since, created_by, created_at)
        values ($1, 'ERP', 'https://erp.example', '{message.created}', '', now(), 'x', now())`,
      [id],
    );
    return id;
  }
  const tell = (endpoint: string, payload: string) =>
    ask(
      `insert into webhook_deliveries (id, endpoint_id, event, event_key, payload, since)
        values (gen_random_uuid(), $1, 'message.created', gen_random_uuid(), $2, now())`,
      [endpoint, payload],
    );
  const told = async (endpoint: string) =>
    (
      await ask<{ payload: string }>(
        "select payload from webhook_deliveries where endpoint_id = $1 order by payload",
        [endpoint],
      )
    ).map(({ payload }) => payload);
  const answer = (response: object) =>
    ask(
      `insert into idempotency_keys (principal, key, request_hash, status, response)
        values ('who asks', $1, '', 200, $2)`,
      [`key ${randomUUID()}`, response],
    );

  test("is found page by page, by any id of the person, and others' stay", async () => {
    const ana = await newPerson();
    const endpoint = await newEndpoint();
    // More than two pages, of one instant.
    await ask(
      `insert into webhook_deliveries (id, endpoint_id, event, event_key, payload, since)
        select gen_random_uuid(), $1, 'message.created', n::text,
          case when n % 1000 = 0 then 'of ' || $2::text else 'of ' || gen_random_uuid() end, now()
        from generate_series(1, 4500) n`,
      [endpoint, ana.conversation],
    );
    await tell(endpoint, `{"contact":{"id":"${ana.contactId}"}}`);
    await answer({ conversationId: ana.conversation });
    await answer({ conversationId: randomUUID() });
    const answers = (await ask("select from idempotency_keys")).length;
    await begin(ana);
    await untilErased();
    const left = await told(endpoint);
    expect(left).toHaveLength(4496);
    expect(left.filter((payload) => payload.includes(ana.conversation))).toEqual([]);
    expect(await ask("select from idempotency_keys")).toHaveLength(answers - 1);
  });

  test("and what was written of it meanwhile goes in the end", async () => {
    const ana = await newPerson();
    const endpoint = await newEndpoint();
    await begin(ana);
    await untilStep(ana, "settling");
    await tell(endpoint, `{"conversation":{"id":"${ana.conversation}"}}`);
    await tell(endpoint, "of somebody else");
    await answer({ contactId: ana.contactId });
    await untilErased();
    expect(await told(endpoint)).toEqual(["of somebody else"]);
    expect(
      await ask("select from idempotency_keys where response->>'contactId' = $1", [ana.contactId]),
    ).toEqual([]);
  });

  test("takes no longer for somebody with many conversations", async () => {
    const ana = await newPerson();
    const endpoint = await newEndpoint();
    await ask(
      `insert into conversations select (jsonb_populate_record(c, jsonb_build_object(
          'id', gen_random_uuid(), 'protocol', 'many-' || n))).*
        from conversations c, generate_series(1, 500) n where c.id = $1`,
      [ana.conversation],
    );
    await ask(
      `insert into webhook_deliveries (id, endpoint_id, event, event_key, payload, since)
        select gen_random_uuid(), $1, 'message.created', 'm' || n, (
          select string_agg(gen_random_uuid() || ' and some words of it', ', ' order by k)
          from generate_series(1, 30) k where k > n * 0), now()
        from generate_series(1, 2000) n`,
      [endpoint],
    );
    await begin(ana);
    await untilStep(ana, "copies");
    const strict: ErasingParts = {
      ...parts,
      database: {
        ...parts.database,
        transaction: (work) =>
          parts.database.transaction(async (tx) => {
            await tx.client.query("set local statement_timeout = '2s'");
            return work(tx);
          }),
      },
    };
    await untilErased(strict);
    const [row] = await ask("select step from erasures where contact_id = $1", [ana.contactId]);
    expect(row).toEqual({ step: "done" });
  });
});
