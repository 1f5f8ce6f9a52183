import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { verifyWebhook as verifyByConnector } from "@circuito/connector";
import { FakeSmsProvider } from "./fake-sms-provider.ts";
import { Journal } from "./journal.ts";
import { signWebhook } from "./standard-webhooks.ts";

const MESSAGE = { id: "m-1", from: "+5511900000000", to: "+5511912345678", text: "olá" };

async function withProvider(
  run: (provider: FakeSmsProvider, journal: Journal) => Promise<void>,
): Promise<void> {
  const journal = new Journal({ run: "r", seed: "s", actor: "provider" });
  const provider = await FakeSmsProvider.start({ journal, account: "sms-1" });
  try {
    await run(provider, journal);
  } finally {
    await provider[Symbol.asyncDispose]();
  }
}

function submit(
  provider: FakeSmsProvider,
  { id = "m-1", secret = provider.secret, signal = AbortSignal.timeout(5_000) } = {},
): Promise<Response> {
  const body = JSON.stringify({ ...MESSAGE, id });
  const headers = { ...signWebhook(secret, id, Math.floor(Date.now() / 1_000), body) };
  return fetch(provider.url, { method: "POST", headers, body, signal });
}

test("a signed message is taken, given an id, and written down with the hash of its bytes", () =>
  withProvider(async (provider, journal) => {
    const response = await submit(provider);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ id: "sms-1" });
    const hash = createHash("sha256").update(JSON.stringify(MESSAGE)).digest("hex");
    expect(provider.submissions).toMatchObject([{ outcome: "accepted", text: "olá", hash }]);
    expect(journal.events).toMatchObject([
      { type: "ok", f: "submit", hash, key: { ext: "sms-1" } },
    ]);
  }));

test("a message signed with another secret is refused, and that is written down, too", () =>
  withProvider(async (provider, journal) => {
    const other = `whsec_${Buffer.alloc(32, 1).toString("base64")}`;
    expect((await submit(provider, { secret: other })).status).toBe(401);
    expect(journal.events).toMatchObject([
      { type: "fail", extra: { because: "wrong-signature", outcome: "refused" } },
    ]);
  }));

test("the same webhook id again is a repeat and gets the answer it got before", () =>
  withProvider(async (provider) => {
    await submit(provider, { id: "m-1" });
    await submit(provider, { id: "m-2" });
    const again = await submit(provider, { id: "m-1" });
    expect(await again.json()).toEqual({ id: "sms-1" });
    expect(provider.submissions.map(({ outcome }) => outcome)).toEqual([
      "accepted",
      "accepted",
      "repeat",
    ]);
  }));

test("it refuses with a status and a Retry-After as often as told, then is well again", () =>
  withProvider(async (provider) => {
    provider.misbehaviors.plan({ kind: "status", status: 429, retryAfterSeconds: 7 }, 2);
    for (let i = 0; i < 2; i++) {
      const refused = await submit(provider);
      expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "7"]);
    }
    expect((await submit(provider)).status).toBe(200);
    expect(provider.submissions.map(({ outcome }) => outcome)).toEqual([
      "refused",
      "refused",
      "accepted",
    ]);
  }));

test("it takes a message and cuts the connection before any answer", () =>
  withProvider(async (provider) => {
    provider.misbehaviors.plan({ kind: "accept-then-cut" });
    await expect(submit(provider)).rejects.toThrow("fetch failed");
    expect(provider.submissions).toMatchObject([{ outcome: "accepted" }]);
  }));

test("it hangs without taking the message until the caller gives up", () =>
  withProvider(async (provider) => {
    provider.misbehaviors.plan({ kind: "hang" });
    const giveUp = new AbortController();
    const sending = submit(provider, { signal: giveUp.signal });
    await provider.arrived(1);
    giveUp.abort();
    await expect(sending).rejects.toThrow("abort");
    expect(provider.submissions).toMatchObject([{ outcome: "refused" }]);
  }));

test("a delayed answer comes after its delay", () =>
  withProvider(async (provider) => {
    const ms = 60;
    provider.misbehaviors.plan({ kind: "delay", ms });
    const started = performance.now();
    expect((await submit(provider)).status).toBe(200);
    // Timers may fire a fraction of a millisecond early.
    expect(performance.now() - started).toBeGreaterThanOrEqual(ms - 1);
  }));

test("what it sends to an inbox passes the connector's own signature check", () =>
  withProvider(async (provider, journal) => {
    const bodies: unknown[] = [];
    const verdicts: boolean[] = [];
    const inbox = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(Buffer.from(chunk));
      const body = Buffer.concat(chunks);
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      verdicts.push(verifyByConnector([provider.secret], { headers, body }, Date.now()).ok);
      bodies.push(JSON.parse(body.toString()));
      response.writeHead(204).end();
    });
    await new Promise<void>((resolve) => inbox.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(inbox.address() as AddressInfo).port}/webhooks/1`;

    const receipts = [
      { of: "sms-1", status: "delivered" },
      { of: "sms-1", status: "sent" },
      { of: "sms-1", status: "sent" },
    ] as const;
    expect(await provider.sendReceipts(url, receipts)).toBe(204);
    expect(await provider.sendMessages(url, [MESSAGE])).toBe(204);
    expect(verdicts).toEqual([true, true]);
    expect(bodies).toEqual([{ receipts }, { messages: [MESSAGE] }]);
    const told = ["delivered", "sent", "sent"];
    expect(journal.events.map(({ type, extra }) => [type, extra.status])).toEqual([
      ...told.map((status) => ["invoke", status]),
      ...told.map((status) => ["ok", status]),
    ]);
    inbox.closeAllConnections();
    await new Promise((resolve) => inbox.close(resolve));
    expect(await provider.sendMessages(url, [MESSAGE])).toBeUndefined();
  }));
