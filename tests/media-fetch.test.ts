import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { Journal, postSigned, startDemoGateway } from "../packages/lab/src/index.ts";
import { API_ROUTES } from "../packages/protocol/src/index.ts";
import { createTestDatabase } from "../packages/store/src/testing/index.ts";

const GATEWAY = join(import.meta.dirname, "../apps/gateway/dist/main.js");
const JPEG = Buffer.from("\xff\xd8\xff\xe0\0\x10JFIF\0\x01 a picture of a leaking tap", "latin1");
/** Two processes start; the second attempt comes five seconds after the first. */
const TEST_TIMEOUT_MS = 120_000;
const PATIENCE_MS = 40_000;

async function until<T>(look: () => Promise<T | undefined>, what: string): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (Date.now() > deadline) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test(
  "an MMS whose file is late: its words are read at once, its file when the provider has it",
  async () => {
    if (!existsSync(GATEWAY)) throw new Error("the gateway is not built: run pnpm build");
    let asked = 0;
    const provider = createServer((_, response) => {
      asked += 1;
      if (asked === 1) response.writeHead(404).end();
      else response.writeHead(200, { "content-type": "image/jpeg" }).end(JPEG);
    });
    await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
    const address = provider.address();
    if (address === null || typeof address === "string") throw new Error("no port was given");
    const { port } = address;
    await using database = await createTestDatabase();
    await using gateway = await startDemoGateway({
      program: [GATEWAY, "start"],
      databaseUrl: database.url,
      providerJournal: new Journal({ run: "media", seed: "1", actor: "provider" }),
    });

    const id = randomUUID();
    const body = JSON.stringify({
      id,
      from: "+5511900000042",
      text: "a torneira está assim",
      media: [{ url: `http://127.0.0.1:${port}/files/1`, mimeType: "image/jpeg" }],
    });
    expect(await postSigned(gateway.target, id, body)).toBe(204);
    const messages = async () => {
      const ledger = await gateway.admin.get(`/ledger?externalId=${id}`);
      const [row] = API_ROUTES.listLedger.response.parse(ledger).items;
      if (!row?.conversationId) return [];
      const page = await gateway.admin.get(`/conversations/${row.conversationId}/messages`);
      return API_ROUTES.listMessages.response.parse(page).items;
    };

    const early = await until(async () => {
      const [message] = await messages();
      return message && asked === 1 ? message : undefined;
    }, "words");
    expect(early).toMatchObject({
      text: "a torneira está assim",
      media: [{ state: "pending", url: null }],
    });
    const late = await until(async () => {
      const [message] = await messages();
      return message?.media[0]?.state === "pending" ? undefined : message;
    }, "file");
    expect(late?.media).toEqual([
      {
        fileName: "file-1.jpg",
        mimeType: "image/jpeg",
        sizeBytes: JPEG.byteLength,
        state: "stored",
        url: expect.stringMatching(/\/media\/0$/),
        disposition: "attachment",
        warning: null,
      },
    ]);
    expect(await messages()).toHaveLength(1);
    expect(asked).toBe(2);
    provider.closeAllConnections();
    provider.close();
  },
  TEST_TIMEOUT_MS,
);
