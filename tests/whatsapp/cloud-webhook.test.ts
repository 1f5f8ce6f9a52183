import { createHmac } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Journal, startDemoGateway } from "../../packages/lab/src/index.ts";
import { API_ROUTES } from "../../packages/protocol/src/index.ts";
import { createTestDatabase } from "../../packages/store/src/testing/index.ts";

const ROOT = join(import.meta.dirname, "../..");
const GATEWAY = join(ROOT, "apps/gateway/dist/main.js");
const FIXTURES = join(ROOT, "packages/connectors/src/whatsapp/fixtures/cloud");
const APP_SECRET = "0123456789abcdef0123456789abcdef";
const VERIFY_TOKEN = "a verify token of ours";
/** Two processes start, and every fixture goes through the door twice. */
const TEST_TIMEOUT_MS = 120_000;
const PATIENCE_MS = 10_000;

interface ExpectedElement {
  readonly externalId: string;
  readonly kind: string;
}

const ids = (elements: readonly ExpectedElement[]): string[] =>
  elements.map(({ externalId }) => externalId);

/** Every payload that is recorded for the connector, with what it becomes. */
function fixtures(): { name: string; body: string; elements: readonly ExpectedElement[] }[] {
  const names = readdirSync(FIXTURES).filter((file) => !file.endsWith(".expected.json"));
  return names.map((file) => ({
    name: file,
    body: readFileSync(join(FIXTURES, file), "utf8"),
    elements: JSON.parse(
      readFileSync(join(FIXTURES, file.replace(".json", ".expected.json")), "utf8"),
    ),
  }));
}

/** The door may take a second to learn of an inbox that was added just after another. */
async function shakeHands(url: string): Promise<Response> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await fetch(url);
    if (answer.status !== 404 || Date.now() > deadline) return answer;
    await answer.body?.cancel();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test(
  "whatever Meta signs is in the ledger once, and what it does not sign is not",
  async () => {
    if (!existsSync(GATEWAY)) throw new Error("the gateway is not built: run pnpm build");
    await using database = await createTestDatabase();
    await using gateway = await startDemoGateway({
      program: [GATEWAY, "start"],
      databaseUrl: database.url,
      providerJournal: new Journal({ run: "cloud-webhook", seed: "1", actor: "provider" }),
    });
    const created = await gateway.admin.post("/inboxes", {
      name: "WhatsApp da loja",
      channel: "whatsapp",
      settings: {
        transport: "cloud",
        phoneNumberId: "100000000000001",
        wabaId: "200000000000002",
        accessToken: "EAAG-not-a-real-token-0000000000",
        appSecret: APP_SECRET,
        verifyToken: VERIFY_TOKEN,
      },
    });
    const inbox = API_ROUTES.createInbox.response.parse(created);
    const url = `${gateway.web.origin}/webhooks/${inbox.id}`;

    const asked = new URLSearchParams({
      "hub.mode": "subscribe",
      "hub.challenge": "1158201444",
      "hub.verify_token": VERIFY_TOKEN,
    });
    const hands = await shakeHands(`${url}?${asked}`);
    expect([hands.status, await hands.text()]).toEqual([200, "1158201444"]);
    expect(hands.headers.get("content-type")).toMatch(/^text\/plain/);
    asked.set("hub.verify_token", "another");
    expect((await fetch(`${url}?${asked}`)).status).toBe(403);

    const post = async (body: string, secret = APP_SECRET): Promise<number> => {
      const digest = createHmac("sha256", secret).update(body).digest("hex");
      const headers = { "x-hub-signature-256": `sha256=${digest}` };
      return (await fetch(url, { method: "POST", headers, body })).status;
    };
    const ledger = async () => {
      const rows = new Map<string, string>();
      let cursor: string | null = null;
      do {
        const more: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
        const answer = await gateway.admin.get(`/ledger?inboxId=${inbox.id}&limit=100${more}`);
        const page = API_ROUTES.listLedger.response.parse(answer);
        for (const row of page.items) rows.set(row.externalId, row.state);
        cursor = page.nextCursor;
      } while (cursor !== null);
      return rows;
    };

    const all = fixtures();
    for (const { body } of all) expect(await post(body, "somebody else's")).toBe(403);
    expect((await ledger()).size).toBe(0);

    for (const { name, body } of all) {
      const answered = await post(body);
      expect([name, answered]).toEqual([name, 200]);
    }
    const elements = all.flatMap((each) => each.elements);
    const rows = await ledger();
    expect([...rows.keys()].sort()).toEqual([...new Set(ids(elements))].sort());
    const unreadable = ids(elements.filter(({ kind }) => kind === "malformed"));
    expect(unreadable.map((id) => rows.get(id))).toEqual(unreadable.map(() => "parked"));

    for (const { body } of all) expect(await post(body)).toBe(200);
    expect((await ledger()).size).toBe(rows.size);
  },
  TEST_TIMEOUT_MS,
);
