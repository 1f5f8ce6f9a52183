import { randomUUID } from "node:crypto";
import { asId } from "@circuito/domain";
import { claimFetches, contactKey, endFetch, saveMailHtml } from "@circuito/store";
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
    await ask("insert into media_fetches (message_id, place, inbox_id) values ($1, 0, $2)", [
      ...[id, erasing.stage.scene.inboxId],
    ]);
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
    await ask("update media_fetches set next_attempt_at = now()");
    expect((await preview()).underWay).toBe(0);
  });

  test.each(["settling", "removing", "done"])(
    "whose fetch ended after its message was emptied, at %s",
    async (step) => {
      const ana = await erasing.newPerson();
      await erasing.sendFile(ana, `outro arquivo ${step}`);
      const fetch = await fetchBegun(ana);
      await ask("update media_fetches set next_attempt_at = now()");
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
