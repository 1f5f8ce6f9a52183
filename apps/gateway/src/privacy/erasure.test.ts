import { randomBytes, randomUUID } from "node:crypto";
import type { InboundElement } from "@circuito/domain";
import {
  createLedgerWriter,
  createTombstoneSeal,
  type ErasingParts,
  eraseNext,
  findKnown,
  ledgerEntry,
  PERSONS_TABLES,
  saveWords,
} from "@circuito/store";
import { type Client, createWebStage, type WebStage } from "../web/testing/web-stage.ts";
import { type CanaryPerson, newCanaryPerson } from "./testing/canary-person.ts";

const seal = createTombstoneSeal(randomBytes(32));
let stage: WebStage;
let admin: Client;
let parts: ErasingParts;
beforeAll(async () => {
  stage = await createWebStage();
  admin = await stage.logIn(await stage.newPerson({ role: "admin", name: "Eva" }));
  parts = { database: stage.scene.database, media: stage.media, seal, settlesMs: 0 };
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});

const of = (id: string, rest = "") => `/api/v1/contacts/${id}${rest}`;
const preview = async (id: string) =>
  (await admin.send("POST", of(id, "/erasure/preview"), { body: {} })).body;
const erase = (id: string, digest: string) =>
  admin.send("POST", of(id, "/erasure"), { body: { digest } });

/** Pieces until there is nothing left. @returns how many */
async function untilErased(): Promise<number> {
  let pieces = 0;
  while (await eraseNext(parts)) pieces += 1;
  return pieces;
}

async function resolveAll(ana: CanaryPerson): Promise<void> {
  await stage.scene.database.pool.query(
    "update conversations set status = 'resolved', resolved_at = now() where id = any($1::uuid[])",
    [Object.values(ana.conversations)],
  );
}

/** Every row of every table, with bytes as text. */
async function dump(): Promise<string> {
  const { pool } = stage.scene.database;
  const { rows } = await pool.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public'",
  );
  const tables = await Promise.all(
    rows.map(({ name }) => pool.query<{ row: string }>(`select t::text as row from "${name}" t`)),
  );
  return tables.flatMap((table) => table.rows.map(({ row }) => row)).join("\n");
}

function found(words: readonly string[], text: string): readonly string[] {
  const lower = text.toLowerCase();
  return words.filter((word) => {
    const hex = Buffer.from(word).toString("hex");
    return lower.includes(word.toLowerCase()) || lower.includes(hex);
  });
}

const wordsOf = (ana: CanaryPerson) => [...ana.given, ...ana.notes, ...ana.others, ...ana.ofOthers];

const balance = async () =>
  (
    await stage.scene.database.pool.query(
      "select inbox_id, state, count(*)::int from ledger group by 1, 2 order by 1, 2",
    )
  ).rows;

test("nothing of a person is left anywhere, and that it took place is", async () => {
  const { pool } = stage.scene.database;
  const ana = await newCanaryPerson(stage, admin);
  await resolveAll(ana);
  const words = wordsOf(ana);
  const before = await dump();
  // Those of the attachment, a picture that was fetched and the page that was made of a mail are in files.
  expect(words.filter((word) => !found([word], before).length)).toEqual([
    ...[/anexo$/, /pixels$/, /html$/].map((file) => expect.stringMatching(file)),
  ]);
  const ledgerBefore = await balance();
  const past = async () =>
    (
      await pool.query(
        `select c.id, c.protocol, c.queue_id, c.arrived_at, c.resolved_at, c.last_seq,
          (select array_agg(seq order by seq) from messages where conversation_id = c.id),
          (select array_agg(f::text order by n) from figure_facts f where conversation_id = c.id),
          (select sum(score) from asks k join surveys s on s.ask_id = k.id
            where k.conversation_id = c.id)
        from conversations c where id = any($1::uuid[]) order by id`,
        [Object.values(ana.conversations)],
      )
    ).rows;
  const pastBefore = await past();

  const shown = await preview(ana.otherId);
  expect(shown).toMatchObject({
    counts: { contacts: 2, conversations: 4, writtenToOthers: 1, files: 1, surveys: 1, drafts: 2 },
    ...{ open: [], underWay: 0, hold: null, erasedAt: null },
  });
  expect(await erase(ana.contactId, shown.digest)).toMatchObject({
    status: 202,
    body: { contactId: ana.contactId },
  });
  // Nobody is known by these names from the first moment.
  const { rows } = await pool.query("select from identities where address = any($1::text[])", [
    ana.given,
  ]);
  expect(rows).toEqual([]);
  await untilErased();

  expect(found(words, await dump())).toEqual([]);
  const media = stage.media as WebStage["media"] & { readonly all: () => string };
  expect(found(words, media.all())).toEqual([]);
  expect(await past()).toEqual(pastBefore);
  expect(await balance()).toEqual(ledgerBefore);
  const contact = (await admin.send("GET", of(ana.otherId))).body;
  expect(contact).toMatchObject({ name: null, addresses: [], erasedAt: expect.any(String) });
  // The other customer, in whose conversation they wrote, is who they were.
  const other = await pool.query(
    "select p.name from conversations c join contacts p on p.id = c.contact_id where c.id = $1",
    [ana.conversations["of-other"]],
  );
  expect(other.rows).toEqual([{ name: "Carla" }]);
});

test("what is asked twice is done once, and whoever dies in between goes on where it was", async () => {
  const { pool } = stage.scene.database;
  const ana = await newCanaryPerson(stage, admin);
  await resolveAll(ana);
  await erase(ana.contactId, (await preview(ana.contactId)).digest);
  // One piece, and the next process begins anew with what is in the database.
  expect(await eraseNext(parts)).toBe(true);
  expect(await untilErased()).toBeGreaterThan(4);
  const once = await dump();
  expect(found(wordsOf(ana), once)).toEqual([]);

  const again = await erase(ana.contactId, (await preview(ana.contactId)).digest);
  expect(again).toMatchObject({
    status: 409,
    body: { details: { because: "erased-already" } },
  });
  await pool.query(
    "update erasures set step = 'messages', cursor = '', done_at = null where contact_id = $1",
    [ana.contactId],
  );
  await untilErased();
  const rows = async () =>
    (await pool.query("select count(*)::int as n from ledger_tombstones")).rows[0].n;
  const tombstones = await rows();
  await untilErased();
  expect(await rows()).toBe(tombstones);
});

test("whoever dies in the middle of a piece has done nothing of it", async () => {
  const ana = await newCanaryPerson(stage, admin);
  await resolveAll(ana);
  await erase(ana.contactId, (await preview(ana.contactId)).digest);
  const before = await dump();
  const dying: ErasingParts = {
    ...parts,
    seal: {
      ...seal,
      name: () => {
        throw new Error("killed");
      },
    },
  };
  await expect(eraseNext(dying)).rejects.toThrow("killed");
  // But that it failed: others' come first.
  const { rowCount } = await stage.scene.database.pool.query(
    "update erasures set retry_at = null where contact_id = $1 and retry_at is not null",
    [ana.contactId],
  );
  expect(rowCount).toBe(1);
  expect(await dump()).toBe(before);
  await untilErased();
  expect(found(wordsOf(ana), await dump())).toEqual([]);
});

test("a piece that fails leaves nothing half done", async () => {
  const ana = await newCanaryPerson(stage, admin);
  await resolveAll(ana);
  await erase(ana.contactId, (await preview(ana.contactId)).digest);
  const broken: ErasingParts = {
    ...parts,
    media: { ...parts.media, remove: () => Promise.reject(new Error("the bucket is away")) },
    retriesAfterMs: 0,
  };
  await expect(
    (async () => {
      while (await eraseNext(broken)) {
        // Until it fails.
      }
    })(),
  ).rejects.toThrow("the bucket is away");
  expect((await preview(ana.contactId)).isErasing).toBe(true);
  await untilErased();
  expect((await preview(ana.contactId)).isErasing).toBe(false);
});

/** Columns with a word of a closed list, whatever is told of them; and one by which nobody is found. */
const WORDS_OF_LISTS = new Set([
  ...["asks.kind", "asks.state", "asks.answer", "contact_merges.because", "conversations.channel"],
  ...["conversations.protocol", "conversations.status", "conversations.urgency"],
  ...["conversations.language", "deliveries.status", "figure_subjects.channel", "offers.channel"],
  ...["identities.evidence", "messages.direction", "opt_outs.channel", "surveys.kind"],
  // Filled by followers of the outbox, whose words are those of segments; they stay (decision 43).
  "figure_subjects.segments",
]);
/** A part of another table. */
const SHAPED = new Set(["ledger_payloads_default.bytes"]);

test("the canary is in every column that holds what is a person's", async () => {
  const { pool } = stage.scene.database;
  await newCanaryPerson(stage, admin);
  const personal = Object.entries(PERSONS_TABLES).flatMap(([table, columns]) =>
    Object.entries(columns).flatMap(([column, given]) =>
      ["state", "technical", "internal"].includes(given) ? [] : [`${table}.${column}`],
    ),
  );
  const empty: string[] = [];
  for (const place of personal) {
    if (WORDS_OF_LISTS.has(place) || SHAPED.has(place)) continue;
    const [table, column] = place.split(".");
    const { rows } = await pool.query<{ value: string }>(
      `select "${column}"::text as value from ${table} where "${column}" is not null`,
    );
    const told = rows.map(({ value }) => value).join("\n");
    if (found(["Canario", "canario.", "tel:+55119"], told).length === 0) empty.push(place);
  }
  expect(empty).toEqual([]);
});

test("what followers had read before is not written after", async () => {
  const { pool } = stage.scene.database;
  const ana = await newCanaryPerson(stage, admin);
  await resolveAll(ana);
  const { rows } = await pool.query<{ id: string; revision: number; text: string; at: string }>(
    "select id, revision, text, created_at::text as at from messages where conversation_id = $1 and seq = 1",
    [ana.conversations.sms],
  );
  const read = rows.map((row) => ({
    ...row,
    id: row.id as never,
    ...{ hasFile: false, words: [row.text.toLowerCase()], forms: [] },
  }));
  await erase(ana.contactId, (await preview(ana.contactId)).digest);
  await untilErased();
  await saveWords(pool, read);
  expect(found(wordsOf(ana), await dump())).toEqual([]);
});

test("it is nobody's name, and nobody is merged with it or written to", async () => {
  const ana = await newCanaryPerson(stage, admin);
  await resolveAll(ana);
  await erase(ana.contactId, (await preview(ana.contactId)).digest);
  await untilErased();
  const other = await newCanaryPerson(stage, admin);
  expect(
    await admin.send("POST", of(other.contactId, "/merge"), { body: { contactId: ana.contactId } }),
  ).toMatchObject({ status: 400, body: { details: { because: "no-such-contact" } } });
  expect(
    await admin.send("POST", of(ana.contactId, "/merge"), { body: { contactId: other.contactId } }),
  ).toMatchObject({ status: 409, body: { details: { because: "erased-already" } } });
  expect(await admin.send("PATCH", of(ana.contactId), { body: { name: "Ana" } })).toMatchObject({
    status: 409,
  });
  const reply = await admin.send(
    "POST",
    `/api/v1/conversations/${ana.conversations.sms}/messages`,
    { body: { text: "oi", clientId: randomUUID(), kind: "reply" } },
  );
  expect(reply.status).toBe(404);
});

describe("what stands in the way", () => {
  test("an open conversation, which is ended first", async () => {
    const ana = await newCanaryPerson(stage, admin);
    const shown = await preview(ana.contactId);
    expect(shown.open).toHaveLength(4);
    expect(await erase(ana.contactId, shown.digest)).toMatchObject({
      status: 409,
      body: { code: "wrong-state", details: { because: "conversations-open" } },
    });
    expect(found(ana.given, await dump())).not.toEqual([]);
  });

  test("a hold, until it is lifted; both are written down", async () => {
    const ana = await newCanaryPerson(stage, admin);
    await resolveAll(ana);
    const held = await admin.send("PUT", of(ana.otherId, "/hold"), {
      body: { reason: "processo 123" },
    });
    expect(held.body).toMatchObject({ hold: { reason: "processo 123", byName: "Eva" } });
    expect(await erase(ana.contactId, held.body.digest)).toMatchObject({
      status: 409,
      body: { details: { because: "on-hold" } },
    });
    const lifted = await admin.send("PUT", of(ana.contactId, "/hold"), { body: { reason: null } });
    expect(lifted.body.hold).toBeNull();
    expect(await erase(ana.contactId, lifted.body.digest)).toMatchObject({ status: 202 });
    await untilErased();

    const { body } = await admin.send("GET", `/api/v1/audit?object=contacts/${ana.contactId}`);
    expect(body.items.map((one: { action: string }) => one.action)).toEqual([
      ...["eraseContact", "holdContact"],
    ]);
    expect(found(wordsOf(ana), JSON.stringify(body))).toEqual([]);
    const verified = await stage.scene.database.pool.query(
      "select count(*)::int as broken from audit_entries e where e.hash <> audit_hash(e)",
    );
    expect(verified.rows).toEqual([{ broken: 0 }]);
  });

  test("a message that was accepted from them and is in no conversation yet", async () => {
    const ana = await newCanaryPerson(stage, admin);
    await resolveAll(ana);
    const tel = ana.given.find((word) => word.startsWith("tel:")) ?? "";
    await createLedgerWriter(stage.scene.database, seal).append([
      ledgerEntry(stage.scene.inboxId, {
        ...{ kind: "message", externalId: randomUUID(), idMadeBy: "provider", from: tel as never },
        ...{ text: "mais uma coisa", media: [], raw: Buffer.from("") },
      }),
    ]);
    const shown = await preview(ana.contactId);
    expect(shown.underWay).toBe(1);
    expect(await erase(ana.contactId, shown.digest)).toMatchObject({
      status: 409,
      body: { details: { because: "messages-under-way" } },
    });
  });

  test("anything that came since the preview", async () => {
    const ana = await newCanaryPerson(stage, admin);
    await resolveAll(ana);
    const { digest } = await preview(ana.contactId);
    await stage.scene.database.pool.query(
      `insert into messages (id, conversation_id, seq, previous_public_seq, direction, text)
        values (gen_random_uuid(), $1, 99, 0, 'inbound', 'espere')`,
      [ana.conversations.sms],
    );
    expect(await erase(ana.contactId, digest)).toMatchObject({
      status: 409,
      body: { code: "conflict", details: { because: "changed-since-preview" } },
    });
  });
});

test("a file that somebody else has, too, is theirs", async () => {
  const ana = await newCanaryPerson(stage, admin);
  await resolveAll(ana);
  const davi = await stage.scene.newConversation({ contactName: "Davi" });
  const { rows } = await stage.scene.database.pool.query<{ sha256: string }>(
    `insert into messages (id, conversation_id, seq, previous_public_seq, direction, text, media)
      select gen_random_uuid(), $2, 1, 0, 'inbound', '', media from messages
      where conversation_id = $1 and media <> '[]'
      returning media->0->>'sha256' as sha256`,
    [ana.conversations.mail, davi],
  );
  await erase(ana.contactId, (await preview(ana.contactId)).digest);
  await untilErased();
  await expect(stage.media.open(rows[0]?.sha256 ?? "")).resolves.toBeDefined();
});

describe("what comes again", () => {
  const sms = (externalId: string, text: string, idMadeBy: InboundElement["idMadeBy"]) =>
    ledgerEntry(stage.scene.inboxId, {
      ...{ kind: "message", externalId, idMadeBy, from: "tel:+5511987650077", text, media: [] },
      raw: Buffer.from(text),
    });

  async function erasedOnce(externalId: string, idMadeBy: InboundElement["idMadeBy"]) {
    const { pool } = stage.scene.database;
    const writer = createLedgerWriter(stage.scene.database, seal);
    expect(await writer.append([sms(externalId, "oi", idMadeBy)])).toEqual(["new"]);
    const contactId = randomUUID();
    await pool.query("insert into contacts (id, name) values ($1, 'Ivo')", [contactId]);
    await pool.query(
      "insert into identities (address, contact_id, evidence) values ($1, $2, 'channel-proven') on conflict do nothing",
      ["tel:+5511987650077", contactId],
    );
    const conversation = await stage.scene.newConversation({
      ...{ contactId: contactId as never, status: "resolved" },
    });
    await pool.query(
      `with l as (update ledger set state = 'routed' where external_id = $2 returning id)
        insert into messages (id, conversation_id, seq, previous_public_seq, direction, text, ledger_id)
        select gen_random_uuid(), $1, 1, 0, 'inbound', 'oi', id from l`,
      [conversation, externalId],
    );
    await erase(contactId, (await preview(contactId)).digest);
    await untilErased();
    return { writer, pool };
  }

  test("is a repeat, counted and not taken in", async () => {
    const { writer, pool } = await erasedOnce("SM-tombstone-1", "provider");
    const count = async (what: string) =>
      (await pool.query(`select count(*)::int as n from ${what}`)).rows[0].n;
    const kept = () =>
      Promise.all(
        ["ledger", "ledger_payloads", "ledger_duplicates where differing is not null"].map(count),
      );
    const [before, repeats] = [await kept(), await count("ledger_duplicates")];
    expect(await writer.append([sms("SM-tombstone-1", "oi", "provider")])).toEqual(["duplicate"]);
    // Nor as another version of itself.
    expect(await writer.append([sms("SM-tombstone-1", "olá", "provider")])).toEqual(["duplicate"]);
    expect(await kept()).toEqual(before);
    expect(await count("ledger_duplicates")).toBe(repeats + 2);
    // A mailbox that is looked through does not fetch it once more.
    const ids = ["SM-tombstone-1", "SM-never"];
    const known = await findKnown(stage.scene.database.pool, stage.scene.inboxId, ids, seal);
    expect([...known]).toEqual(["SM-tombstone-1"]);
    expect(await writer.append([sms("SM-tombstone-2", "oi", "provider")])).toEqual(["new"]);
  });

  test("under an id that a sender made, with other words, is kept: it is something else", async () => {
    const { writer } = await erasedOnce("mid-tombstone", "sender");
    expect(await writer.append([sms("mid-tombstone", "oi", "sender")])).toEqual(["duplicate"]);
    expect(await writer.append([sms("mid-tombstone", "outra", "sender")])).toEqual(["collision"]);
    expect(await writer.append([sms("mid-tombstone", "outra", "sender")])).toEqual(["duplicate"]);
  });

  test("is looked for by a key, however many were erased", async () => {
    const { pool } = stage.scene.database;
    await pool.query(
      `insert into ledger_tombstones (inbox_id, name, collision, content, ledger_id)
        select $1, sha256(n::text::bytea), 0, '', n from generate_series(1, 20000) n`,
      [stage.scene.inboxId],
    );
    await pool.query("analyze ledger_tombstones");
    const { rows } = await pool.query<{ "QUERY PLAN": string }>(
      `explain select * from unnest(array[$1::uuid], array['x'::bytea]) as input(inbox_id, tombstone)
        where (select t.collision from ledger_tombstones t
          where t.inbox_id = input.inbox_id and t.name = input.tombstone limit 1) is null`,
      [stage.scene.inboxId],
    );
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    expect(plan).toMatch(/Index (Only )?Scan/);
    expect(plan).not.toContain("Seq Scan on ledger_tombstones");
    await pool.query("delete from ledger_tombstones where content = ''");
  });
});
