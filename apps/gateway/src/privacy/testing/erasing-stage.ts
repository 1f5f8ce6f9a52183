import { randomBytes, randomUUID } from "node:crypto";
import { asId, type ConversationId } from "@circuito/domain";
import { createTombstoneSeal, type ErasingParts, eraseNext } from "@circuito/store";
import { newSaid } from "../../web/testing/new-said.ts";
import { type Client, createWebStage, type WebStage } from "../../web/testing/web-stage.ts";

/** Somebody with one conversation that is over. */
export interface ErasedPerson {
  readonly contactId: string;
  readonly conversation: ConversationId;
  readonly address: string;
}

/** Where people are erased piece by piece. */
export interface ErasingStage extends AsyncDisposable {
  readonly stage: WebStage;
  readonly admin: Client;
  readonly parts: ErasingParts;
  ask<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>;
  newPerson(channel?: "sms" | "email"): Promise<ErasedPerson>;
  begin(who: ErasedPerson): Promise<void>;
  /** Pieces until there is nothing left to do. */
  untilErased(parts?: ErasingParts): Promise<void>;
  untilStep(who: ErasedPerson, step: string): Promise<void>;
  stepOf(who: ErasedPerson): Promise<string | undefined>;
  /** Sends a file with these words in it. @returns its digest */
  sendFile(who: ErasedPerson, words: string): Promise<string>;
  hasFile(sha256: string): Promise<boolean>;
}

export async function createErasingStage(): Promise<ErasingStage> {
  const stage = await createWebStage();
  const admin = await stage.logIn(await stage.newPerson({ role: "admin", name: "Eva" }));
  const seal = createTombstoneSeal(randomBytes(32));
  const { database } = stage.scene;
  const parts: ErasingParts = { database, media: stage.media, seal, settlesMs: 0 };
  let numbers = 0;

  const ask = async <Row extends object>(sql: string, values: unknown[] = []) =>
    (await database.pool.query<Row>(sql, values)).rows;
  const stepOf = async ({ contactId }: ErasedPerson) =>
    (await ask<{ step: string }>("select step from erasures where contact_id = $1", [contactId]))[0]
      ?.step;

  return {
    ...{ stage, admin, parts, ask, stepOf },
    async newPerson(channel = "sms") {
      numbers += 1;
      const number = String(numbers).padStart(5, "0");
      const address = channel === "sms" ? `tel:+55119000${number}` : `mailto:ana${number}@x.test`;
      const contactId = randomUUID();
      await ask("insert into contacts (id, name) values ($1, 'Ana')", [contactId]);
      await ask(
        "insert into identities (address, contact_id, evidence) values ($1, $2, 'channel-proven')",
        [address, contactId],
      );
      const conversation = await stage.scene.newConversation({
        ...{ channel, contactId: asId(contactId), address: address as never },
        ...{ status: "resolved", queueId: stage.scene.solvers },
      });
      return { contactId, conversation, address };
    },
    async begin({ contactId }) {
      const path = `/api/v1/contacts/${contactId}/erasure`;
      const { body } = await admin.send("POST", `${path}/preview`, { body: {} });
      const begun = await admin.send("POST", path, { body: { digest: body.digest } });
      if (begun.status !== 202) throw new Error(`erasure: ${begun.status}`);
    },
    async untilErased(with_ = parts) {
      while (await eraseNext(with_)) {
        // Until nothing is left.
      }
    },
    async untilStep(who, step) {
      while ((await stepOf(who)) !== step) {
        const did = await eraseNext(parts, asId(who.contactId));
        if (!did) throw new Error(`it never came to ${step}`);
      }
    },
    async sendFile({ conversation }, words) {
      const stored = await stage.media.put(Buffer.from(words));
      await newSaid(stage, conversation, { text: "segue", media: [fileOf(stored)] });
      return stored.sha256;
    },
    hasFile: (sha256) =>
      stage.media.open(sha256).then(
        () => true,
        () => false,
      ),
    [Symbol.asyncDispose]: () => stage[Symbol.asyncDispose](),
  };
}

/** A file as a message has it. */
export const fileOf = (stored: { readonly sha256: string; readonly sizeBytes: number }) => ({
  ...{ fileName: "boleto.pdf", mimeType: "application/pdf", state: "stored" as const },
  ...stored,
});
