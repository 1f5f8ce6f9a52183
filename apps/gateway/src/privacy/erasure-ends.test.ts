import { randomUUID } from "node:crypto";
import { asId } from "@circuito/domain";
import { type ErasingParts, eraseNext } from "@circuito/store";
import { newSaid } from "../web/testing/new-said.ts";
import { createErasingStage, type ErasingStage, fileOf } from "./testing/erasing-stage.ts";

/* An erasure comes to its end, whatever there is much of and whoever is away. */

let erasing: ErasingStage;
beforeAll(async () => {
  erasing = await createErasingStage();
});
afterAll(async () => {
  await erasing[Symbol.asyncDispose]();
});

const ask: ErasingStage["ask"] = (sql, values) => erasing.ask(sql, values);

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
    const ana = await erasing.newPerson();
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
    await erasing.begin(ana);
    await erasing.untilErased();
    const left = await told(endpoint);
    expect(left).toHaveLength(4496);
    expect(left.filter((payload) => payload.includes(ana.conversation))).toEqual([]);
    expect(await ask("select from idempotency_keys")).toHaveLength(answers - 1);
  });

  test("and what was written of it meanwhile goes in the end", async () => {
    const ana = await erasing.newPerson();
    const endpoint = await newEndpoint();
    await erasing.begin(ana);
    await erasing.untilStep(ana, "settling");
    await tell(endpoint, `{"conversation":{"id":"${ana.conversation}"}}`);
    await tell(endpoint, "of somebody else");
    await answer({ contactId: ana.contactId });
    await erasing.untilErased();
    expect(await told(endpoint)).toEqual(["of somebody else"]);
    expect(
      await ask("select from idempotency_keys where response->>'contactId' = $1", [ana.contactId]),
    ).toEqual([]);
  });

  test("takes no longer for somebody with many conversations", async () => {
    const ana = await erasing.newPerson();
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
    await erasing.begin(ana);
    await erasing.untilStep(ana, "copies");
    const strict: ErasingParts = {
      ...erasing.parts,
      database: {
        ...erasing.parts.database,
        transaction: (work) =>
          erasing.parts.database.transaction(async (tx) => {
            await tx.client.query("set local statement_timeout = '2s'");
            return work(tx);
          }),
      },
    };
    await erasing.untilErased(strict);
    await ask("delete from webhook_deliveries");
    const [row] = await ask("select step from erasures where contact_id = $1", [ana.contactId]);
    expect(row).toEqual({ step: "done" });
  });
});

describe("files", () => {
  test("that somebody else sends after it was asked who has them are theirs", async () => {
    const [ana, davi] = [await erasing.newPerson(), await erasing.newPerson()];
    const sha256 = await erasing.sendFile(ana, "boleto modelo");
    const own = await erasing.sendFile(ana, "boleto da Ana");
    await erasing.begin(ana);
    await erasing.untilStep(ana, "removing");
    await erasing.sendFile(davi, "boleto modelo");
    await erasing.untilErased();
    expect(await erasing.hasFile(sha256)).toBe(true);
    expect(await erasing.hasFile(own)).toBe(false);
  });

  test("that somebody puts whose message is not written yet are asked about again", async () => {
    const [ana, davi] = [await erasing.newPerson(), await erasing.newPerson()];
    const sha256 = await erasing.sendFile(ana, "catalogo");
    await erasing.begin(ana);
    await erasing.untilStep(ana, "removing");
    // Their bytes are there already; the row that names them comes later.
    const stored = await erasing.stage.media.put(Buffer.from("catalogo"));
    expect(await eraseNext(erasing.parts, asId(ana.contactId))).toBe(true);
    expect(await erasing.hasFile(sha256)).toBe(true);
    await newSaid(erasing.stage, davi.conversation, { text: "segue", media: [fileOf(stored)] });
    await erasing.untilErased();
    expect([await erasing.hasFile(sha256), await erasing.stepOf(ana)]).toEqual([true, "done"]);
  });

  test("that were put again for nothing go with the next round", async () => {
    const ana = await erasing.newPerson();
    const sha256 = await erasing.sendFile(ana, "repetido");
    await erasing.begin(ana);
    await erasing.untilStep(ana, "removing");
    await erasing.stage.media.put(Buffer.from("repetido"));
    await erasing.untilErased();
    expect([await erasing.hasFile(sha256), await erasing.stepOf(ana)]).toEqual([false, "done"]);
  });

  test("whose row in the ledger came meanwhile stay, and so does a chat's picture", async () => {
    const ana = await erasing.newPerson();
    const [inLedger, payload, logo] = [
      await erasing.sendFile(ana, "anexo aceito"),
      await erasing.sendFile(ana, "bruto aceito"),
      await erasing.sendFile(ana, "logotipo"),
    ];
    await ask("update inboxes set settings = settings || $2 where id = $1", [
      ...[erasing.stage.scene.inboxId, { logo: { digest: logo } }],
    ]);
    await erasing.begin(ana);
    await erasing.untilStep(ana, "removing");
    await ask(
      `with l as (insert into ledger (inbox_id, external_id, kind, contact_key, content_hash, element, state)
          values ($1, $2, 'message', 1, '', $3, 'accepted') returning id)
        insert into ledger_payloads (ledger_id, sha256) select id, $4 from l`,
      [
        ...[erasing.stage.scene.inboxId, randomUUID()],
        ...[{ media: [{ stored: { sha256: inLedger, sizeBytes: 1 } }] }, payload],
      ],
    );
    await erasing.untilErased();
    expect(await Promise.all([inLedger, payload, logo].map(erasing.hasFile))).toEqual([
      true,
      true,
      true,
    ]);
  });

  test("that cannot be removed now wait, and the next person's erasure goes on", async () => {
    const [ana, davi] = [await erasing.newPerson(), await erasing.newPerson()];
    const sha256 = await erasing.sendFile(ana, "arquivo que fica");
    await erasing.begin(ana);
    await erasing.untilStep(ana, "removing");
    await erasing.begin(davi);
    const away = new Error("the bucket is away");
    const broken: ErasingParts = {
      ...erasing.parts,
      media: { ...erasing.parts.media, remove: () => Promise.reject(away) },
    };
    await expect(erasing.untilErased(broken)).rejects.toThrow(away);
    // What failed is not asked again at once, whatever else there is to do.
    await erasing.untilErased(broken);
    expect([await erasing.stepOf(ana), await erasing.stepOf(davi)]).toEqual(["removing", "done"]);
    const [due] = await ask<{ waits: boolean }>(
      "select retry_at > now() as waits from erasures where contact_id = $1",
      [ana.contactId],
    );
    expect(due).toEqual({ waits: true });

    await ask("update erasures set retry_at = now() where contact_id = $1", [ana.contactId]);
    await erasing.untilErased();
    expect([await erasing.hasFile(sha256), await erasing.stepOf(ana)]).toEqual([false, "done"]);
  });

  test("are asked about anew when their store was away for long", async () => {
    const ana = await erasing.newPerson();
    const sha256 = await erasing.sendFile(ana, "esperou horas");
    await erasing.begin(ana);
    await erasing.untilStep(ana, "removing");
    await ask("update erasures set walked_at = now() - interval '2 hours' where contact_id = $1", [
      ana.contactId,
    ]);
    await eraseNext(erasing.parts, asId(ana.contactId));
    expect([await erasing.hasFile(sha256), await erasing.stepOf(ana)]).toEqual([true, "files"]);
    await erasing.untilErased();
    expect([await erasing.hasFile(sha256), await erasing.stepOf(ana)]).toEqual([false, "done"]);
  });

  test("are removed while no transaction is open", async () => {
    const ana = await erasing.newPerson();
    await erasing.sendFile(ana, "um arquivo");
    await erasing.begin(ana);
    await erasing.untilStep(ana, "removing");
    const open: number[] = [];
    await erasing.untilErased({
      ...erasing.parts,
      media: {
        ...erasing.parts.media,
        async remove(sha256, since) {
          const rows = await ask(
            "select from pg_stat_activity where datname = current_database() and state = 'idle in transaction'",
          );
          open.push(rows.length);
          return erasing.stage.media.remove(sha256, since);
        },
      },
    });
    expect(open).toEqual([0]);
  });
});
