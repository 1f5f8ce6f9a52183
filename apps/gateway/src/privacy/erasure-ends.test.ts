import { randomBytes, randomUUID } from "node:crypto";
import { asId } from "@circuito/domain";
import { createTombstoneSeal, type ErasingParts, eraseNext } from "@circuito/store";
import { newSaid } from "../web/testing/new-said.ts";
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
    // Several pages, of one instant.
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
    await ask("delete from webhook_deliveries");
    const [row] = await ask("select step from erasures where contact_id = $1", [ana.contactId]);
    expect(row).toEqual({ step: "done" });
  });
});

describe("files", () => {
  const fileOf = (stored: { readonly sha256: string; readonly sizeBytes: number }) => [
    { fileName: "boleto.pdf", mimeType: "application/pdf", state: "stored", ...stored },
  ];
  const send = async (who: { readonly conversation: string }, words: string) => {
    const stored = await stage.media.put(Buffer.from(words));
    await newSaid(stage, who.conversation, { text: "segue", media: fileOf(stored) });
    return stored.sha256;
  };
  const has = (sha256: string) =>
    stage.media.open(sha256).then(
      () => true,
      () => false,
    );
  const stepOf = async ({ contactId }: { readonly contactId: string }) =>
    (await ask<{ step: string }>("select step from erasures where contact_id = $1", [contactId]))[0]
      ?.step;

  test("that somebody else sends after it was asked who has them are theirs", async () => {
    const [ana, davi] = [await newPerson(), await newPerson()];
    const sha256 = await send(ana, "boleto modelo");
    const own = await send(ana, "boleto da Ana");
    await begin(ana);
    await untilStep(ana, "removing");
    await send(davi, "boleto modelo");
    await untilErased();
    expect(await has(sha256)).toBe(true);
    expect(await has(own)).toBe(false);
  });

  test("that somebody puts whose message is not written yet are asked about again", async () => {
    const [ana, davi] = [await newPerson(), await newPerson()];
    const sha256 = await send(ana, "catalogo");
    await begin(ana);
    await untilStep(ana, "removing");
    // Their bytes are there already; the row that names them comes later.
    const stored = await stage.media.put(Buffer.from("catalogo"));
    expect(await eraseNext(parts, asId(ana.contactId))).toBe(true);
    expect(await has(sha256)).toBe(true);
    await newSaid(stage, davi.conversation, { text: "segue", media: fileOf(stored) });
    await untilErased();
    expect([await has(sha256), await stepOf(ana)]).toEqual([true, "done"]);
  });

  test("that were put again for nothing go with the next round", async () => {
    const ana = await newPerson();
    const sha256 = await send(ana, "repetido");
    await begin(ana);
    await untilStep(ana, "removing");
    await stage.media.put(Buffer.from("repetido"));
    await untilErased();
    expect([await has(sha256), await stepOf(ana)]).toEqual([false, "done"]);
  });

  test("whose row in the ledger came meanwhile stay, and so does a chat's picture", async () => {
    const ana = await newPerson();
    const [inLedger, payload, logo] = [
      await send(ana, "anexo aceito"),
      await send(ana, "bruto aceito"),
      await send(ana, "logotipo"),
    ];
    await ask("update inboxes set settings = settings || $2 where id = $1", [
      ...[stage.scene.inboxId, { logo: { digest: logo } }],
    ]);
    await begin(ana);
    await untilStep(ana, "removing");
    await ask(
      `with l as (insert into ledger (inbox_id, external_id, kind, contact_key, content_hash, element, state)
          values ($1, $2, 'message', 1, '', $3, 'accepted') returning id)
        insert into ledger_payloads (ledger_id, sha256) select id, $4 from l`,
      [
        ...[stage.scene.inboxId, randomUUID()],
        ...[{ media: [{ stored: { sha256: inLedger, sizeBytes: 1 } }] }, payload],
      ],
    );
    await untilErased();
    expect(await Promise.all([inLedger, payload, logo].map(has))).toEqual([true, true, true]);
  });

  test("that cannot be removed now wait, and the next person's erasure goes on", async () => {
    const [ana, davi] = [await newPerson(), await newPerson()];
    const sha256 = await send(ana, "arquivo que fica");
    await begin(ana);
    await untilStep(ana, "removing");
    await begin(davi);
    const away = new Error("the bucket is away");
    const broken: ErasingParts = {
      ...parts,
      media: { ...parts.media, remove: () => Promise.reject(away) },
    };
    await expect(untilErased(broken)).rejects.toThrow(away);
    // What failed is not asked again at once, whatever else there is to do.
    await untilErased(broken);
    expect([await stepOf(ana), await stepOf(davi)]).toEqual(["removing", "done"]);
    const [due] = await ask<{ waits: boolean }>(
      "select retry_at > now() as waits from erasures where contact_id = $1",
      [ana.contactId],
    );
    expect(due).toEqual({ waits: true });

    await ask("update erasures set retry_at = now() where contact_id = $1", [ana.contactId]);
    await untilErased();
    expect([await has(sha256), await stepOf(ana)]).toEqual([false, "done"]);
  });

  test("are removed while no transaction is open", async () => {
    const ana = await newPerson();
    await send(ana, "um arquivo");
    await begin(ana);
    await untilStep(ana, "removing");
    const open: number[] = [];
    await untilErased({
      ...parts,
      media: {
        ...parts.media,
        async remove(sha256, since) {
          const rows = await ask(
            "select from pg_stat_activity where datname = current_database() and state = 'idle in transaction'",
          );
          open.push(rows.length);
          return stage.media.remove(sha256, since);
        },
      },
    });
    expect(open).toEqual([0]);
  });
});
