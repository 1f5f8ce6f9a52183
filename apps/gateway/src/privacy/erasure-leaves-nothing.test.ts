import { randomUUID } from "node:crypto";
import { asId, shortId } from "@circuito/domain";
import { claimFetches, contactKey, endFetch, receiptKey, saveMailHtml } from "@circuito/store";
import { newMail } from "../web/testing/new-mail.ts";
import { newSaid } from "../web/testing/new-said.ts";
import {
  createErasingStage,
  type ErasedPerson,
  type ErasingStage,
} from "./testing/erasing-stage.ts";

/* What hangs on no message of the person, or comes while they are erased, goes as well. */

let erasing: ErasingStage;
beforeAll(async () => {
  erasing = await createErasingStage();
});
afterAll(async () => {
  await erasing[Symbol.asyncDispose]();
});

const ask: ErasingStage["ask"] = (sql, values) => erasing.ask(sql, values);
const put = (words: string) => erasing.stage.media.put(Buffer.from(words));

/** A row of the ledger. @returns its id */
async function inLedger(row: {
  readonly key: string;
  readonly element: object;
  readonly kind?: "message" | "receipt";
  readonly state?: "accepted" | "routed" | "suppressed" | "parked";
  readonly reason?: string;
}): Promise<string> {
  const { key, element, kind = "message", state = "suppressed", reason = null } = row;
  const [added] = await ask<{ id: string }>(
    `insert into ledger (inbox_id, external_id, kind, contact_key, content_hash, element, state, reason)
      values ($1, $2, $3, $4, '', $5, $6, $7) returning id`,
    [erasing.stage.scene.inboxId, randomUUID(), kind, key, element, state, reason],
  );
  return added?.id ?? "";
}

describe("files", () => {
  test("of what was set aside and became no message", async () => {
    const ana = await erasing.newPerson("email");
    const { sha256, sizeBytes } = await put("anexo de quem estava fora");
    await inLedger({
      ...{ key: contactKey(ana.address), reason: "out-of-office" },
      element: { text: "fora", media: [{ stored: { sha256, sizeBytes } }] },
    });
    await erasing.begin(ana);
    await erasing.untilErased();
    expect(await erasing.hasFile(sha256)).toBe(false);
  });

  test("of a reply that was held back", async () => {
    const ana = await erasing.newPerson();
    const bia = await erasing.stage.scene.newAgent({ name: "Bia" });
    const { sha256 } = await put("proposta para a Ana");
    const uploadId = randomUUID();
    await ask(
      `insert into uploads (id, uploader_id, file_name, mime_type, size_bytes, sha256)
        values ($1, $2, 'a.pdf', 'application/pdf', 1, $3)`,
      [uploadId, bia.id, sha256],
    );
    await ask(
      `insert into held_replies (id, conversation_id, agent_id, client_id, words, state, send_at)
        values (gen_random_uuid(), $1, $2, gen_random_uuid(), $3, 'refused', now())`,
      [ana.conversation, bia.id, { text: "segue", mediaIds: [uploadId] }],
    );
    await erasing.begin(ana);
    await erasing.untilErased();
    expect(await erasing.hasFile(sha256)).toBe(false);
  });

  async function fetchBegun(ana: ErasedPerson) {
    const id = await newSaid(erasing.stage, ana.conversation, {
      text: "veja",
      media: [
        { fileName: "a", mimeType: "image/png", state: "pending", remoteUrl: "https://x.test" },
      ],
    });
    // Long due: an instant is rounded to a millisecond, and may be in the future for half of one.
    await ask(
      `insert into media_fetches (message_id, place, inbox_id, next_attempt_at)
        values ($1, 0, $2, now() - interval '1 second')`,
      [id, erasing.stage.scene.inboxId],
    );
    const [fetch] = await claimFetches(erasing.stage.scene.database.pool, {
      ...{ of: { messageIds: [id], butInboxes: [] }, leaseMs: 60_000, limit: 1 },
    });
    if (!fetch) throw new Error("nothing to fetch");
    return fetch;
  }

  test("that somebody is fetching just now are waited for", async () => {
    const ana = await erasing.newPerson();
    const preview = async () =>
      (
        await erasing.admin.send("POST", `/api/v1/contacts/${ana.contactId}/erasure/preview`, {
          body: {},
        })
      ).body;
    await fetchBegun(ana);
    expect((await preview()).underWay).toBe(1);
    // Whoever had it died, or comes too late: the row goes with its message.
    await ask("update media_fetches set next_attempt_at = now() - interval '1 second'");
    expect((await preview()).underWay).toBe(0);
  });

  test.each(["settling", "removing", "done"])(
    "whose fetch ended after its message was emptied, at %s",
    async (step) => {
      const ana = await erasing.newPerson();
      await erasing.sendFile(ana, `outro arquivo ${step}`);
      const fetch = await fetchBegun(ana);
      await ask("update media_fetches set next_attempt_at = now() - interval '1 second'");
      await erasing.begin(ana);
      await erasing.untilStep(ana, step);
      const stored = await put(`chegou tarde ${step}`);
      const isOurs = await erasing.stage.scene.database.transaction(({ client }) =>
        endFetch(client, fetch, {
          ...{ state: "stored", fileName: "a", mimeType: "image/png", ...stored },
        }),
      );
      expect(isOurs).toBe(false);
      await erasing.untilErased();
      expect(await erasing.hasFile(stored.sha256)).toBe(false);
      expect(await erasing.stepOf(ana)).toBe("done");
    },
  );

  test("that were made of a mail while it was emptied", async () => {
    const ana = await erasing.newPerson("email");
    const id = await newMail(erasing.stage, asId(ana.conversation), { from: "ana@x.test" });
    await erasing.begin(ana);
    await erasing.untilErased();
    const page = await put("<p>pagina tardia</p>");
    await saveMailHtml(erasing.stage.scene.database.pool, id, {
      ...{ version: 1, full: page, visible: page, remoteImages: [] },
    });
    await erasing.untilErased();
    expect(await erasing.hasFile(page.sha256)).toBe(false);
  });
});

describe("rows of the ledger under another key", () => {
  /** As a mail that we sent is named on its way. */
  const mailIdOf = (messageId: string) => `m.${shortId(messageId)}.0123456789abcdef@x.test`;
  const OURS = contactKey("mailto:ajuda@empresa.test");
  const SERVER = contactKey("mailto:mailer-daemon@x.test");
  const bare = ({ address }: ErasedPerson) => address.slice("mailto:".length);
  const left = async (words: string) =>
    (await ask("select from ledger where element::text like $1", [`%${words}%`])).length;

  test("copies of what we sent them, and reports of what did not arrive", async () => {
    const ana = await erasing.newPerson("email");
    const said = await newSaid(erasing.stage, ana.conversation, {
      ...{ text: "resposta", direction: "outbound" },
    });
    const sent = (mail: object) => ({
      ...{ text: "Prezada Dona Ana", media: [] },
      mail: { origin: "sent", to: [], cc: [], ...mail },
    });
    const to = [{ name: "Ana", address: bare(ana).toUpperCase() }];
    const rows = [
      ["own-copy", sent({ to })],
      ["own-copy", sent({ to: [{ address: "carla@x.test" }], cc: to })],
      // To somebody in copy alone, of her conversation.
      ["own-copy", sent({ to: [{ address: "carla@x.test" }], messageId: mailIdOf(said) })],
      ["sent-elsewhere", sent({ to })],
    ] as const;
    for (const [reason, element] of rows) await inLedger({ key: OURS, element, reason });
    for (const bounce of [
      { recipients: [], originalIds: [mailIdOf(said)] },
      { recipients: [{ address: bare(ana) }], originalIds: [] },
    ]) {
      await inLedger({
        ...{ key: SERVER, reason: "bounce" },
        element: { text: "Prezada Dona Ana: devolvida", mail: { origin: "received", bounce } },
      });
    }
    // Of somebody else, and one that has her in copy.
    for (const mail of [
      { to: [{ address: "davi@x.test" }], messageId: mailIdOf(randomUUID()) },
      { to: [{ address: "davi@x.test" }], cc: to },
    ]) {
      const element = { ...sent(mail), text: "Caro Davi" };
      await inLedger({ key: OURS, element, reason: "sent-elsewhere" });
    }
    expect(await left("Prezada Dona Ana")).toBe(6);
    await erasing.begin(ana);
    await erasing.untilErased();
    expect(await left("Prezada Dona Ana")).toBe(0);
    expect(await left("Caro Davi")).toBe(2);
  });

  async function withDelivery(ana: ErasedPerson, externalId: string) {
    const said = await newSaid(erasing.stage, ana.conversation, {
      ...{ text: "resposta", direction: "outbound" },
    });
    await ask(
      `insert into deliveries (message_id, conversation_id, inbox_id, seq, status, external_id)
        values ($1, $2, $3, 1, 'sent', $4)`,
      [said, ana.conversation, erasing.stage.scene.inboxId, externalId],
    );
    return said;
  }

  test.each(["accepted", "routed", "parked"] as const)(
    "a receipt that comes after the beginning, %s",
    async (state) => {
      const ana = await erasing.newPerson();
      await withDelivery(ana, `SM-${state}`);
      await erasing.begin(ana);
      await erasing.untilStep(ana, "settling");
      const id = await inLedger({
        ...{ key: receiptKey(erasing.stage.scene.inboxId, `SM-${state}`), kind: "receipt", state },
        element: { of: `SM-${state}`, status: "delivered", to: ana.address },
      });
      await ask("insert into ledger_payloads (ledger_id, bytes) values ($1, $2)", [
        ...[id, Buffer.from(`To=${ana.address}`)],
      ]);
      await erasing.untilErased();
      expect(await ask("select state, element, reason from ledger where id = $1", [id])).toEqual([
        state === "routed"
          ? { state: "routed", element: {}, reason: null }
          : { state: "suppressed", element: {}, reason: "erased" },
      ]);
      expect(await ask("select from ledger_payloads where ledger_id = $1", [id])).toEqual([]);
    },
  );

  test("what was set aside of somebody new who has the address since is theirs", async () => {
    const ana = await erasing.newPerson("email");
    await erasing.begin(ana);
    const element = { text: "sou outra pessoa", media: [] };
    await inLedger({ key: contactKey(ana.address), element, reason: "out-of-office" });
    await erasing.untilErased();
    expect(await left("sou outra pessoa")).toBe(1);
  });

  test("a report that comes after the beginning, and the mark that it leaves", async () => {
    const ana = await erasing.newPerson("email");
    const said = await withDelivery(ana, "MAIL-late");
    await erasing.begin(ana);
    await erasing.untilStep(ana, "settling");
    const bounce = { recipients: [{ address: bare(ana) }], originalIds: [mailIdOf(said)] };
    await inLedger({
      ...{ key: SERVER, reason: "bounce" },
      element: { text: "devolvida tarde", mail: { origin: "received", bounce } },
    });
    for (const address of [bare(ana), "carla@x.test"]) {
      await ask("insert into undeliverable (address, diagnostic) values ($1, '550 no such user')", [
        address,
      ]);
    }
    await ask("update deliveries set recipients = $2 where message_id = $1", [
      ...[said, JSON.stringify([{ address: bare(ana), status: "bounced" }])],
    ]);
    // Another report was put beside the mail that it speaks of.
    const shown = await newMail(erasing.stage, asId(ana.conversation), {
      ...{ text: `550 <${bare(ana)}> no such user`, source: { text: "inteira", in: "ledger" } },
    });
    await ask("update conversations set preview = '550 no such user' where id = $1", [
      ana.conversation,
    ]);
    await erasing.untilErased();
    expect(await left("devolvida tarde")).toBe(0);
    expect(await left("inteira")).toBe(0);
    expect(await ask("select address from undeliverable")).toEqual([{ address: "carla@x.test" }]);
    expect(await ask("select text from messages where id = $1", [shown])).toEqual([{ text: "" }]);
    expect(await ask("select recipients from deliveries where message_id = $1", [said])).toEqual([
      { recipients: null },
    ]);
    expect(
      await ask("select preview from conversations where id = $1", [ana.conversation]),
    ).toEqual([{ preview: "" }]);
  });
});
