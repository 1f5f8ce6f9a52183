/// <reference types="jest" />
import { Buffer } from "node:buffer";
import fc from "fast-check";
import { cleanText } from "../clean-text.ts";
import { StoreUnavailable } from "../errors.ts";
import type { WebhookResponse } from "../webhook.ts";
import { WEBHOOK_BODY_MAX_BYTES } from "../webhook-answer.ts";
import { readFixtures, withoutRaw } from "./fixtures.ts";
import type { ConnectorHarness, WebhookHarness } from "./harness.ts";
import { HOSTILE_BODIES } from "./hostile.ts";
import type { OpenConnector } from "./open-connector.ts";
import { realWords } from "./words.ts";

/** No single body may hold up the others longer, on a machine with neighbors. */
const ONE_BODY_MS = 2_000;

export function describeWebhook<S>(
  harness: ConnectorHarness<S>,
  webhook: WebhookHarness,
  open: () => OpenConnector,
): void {
  const honest = (one: OpenConnector, body: Uint8Array) =>
    one.call(webhook.request(body, one.signing));

  describe("reading (kit 1 to 5)", () => {
    test.each(readFixtures(webhook.fixtures))("$name becomes its elements", async (fixture) => {
      const one = open();
      const request = webhook.request(fixture.payload, one.signing);
      expect(accepted(await one.call(request))).toBe(true);
      expect(one.host.rows.map(withoutRaw)).toEqual(fixture.expected);
      for (const { raw } of one.host.rows) {
        if (!(raw instanceof Uint8Array)) throw new Error("a webhook's bytes are at hand");
        for (const slice of webhook.slices?.(raw) ?? [raw]) {
          expect(Buffer.from(request.body).includes(Buffer.from(slice))).toBe(true);
        }
      }
    });

    test("the same payload read twice gives the same elements and ids", async () => {
      for (const { payload } of readFixtures(webhook.fixtures)) {
        const [first, second] = [open(), open()];
        await honest(first, payload);
        await honest(second, payload);
        expect(second.host.rows).toEqual(first.host.rows);
      }
    });

    test("a payload that is delivered again adds nothing", async () => {
      for (const { payload } of readFixtures(webhook.fixtures)) {
        const one = open();
        await honest(one, payload);
        const rows = one.host.rows.length;
        one.host.advance(60_000);
        expect(accepted(await honest(one, payload))).toBe(true);
        expect(one.host.rows).toHaveLength(rows);
      }
    });

    test("our own message come back is taken and is no message of a customer's", async () => {
      const one = open();
      expect(accepted(await honest(one, webhook.own()))).toBe(true);
      const theirs = one.host.rows.filter(
        (row) => row.kind !== "message" || row.writtenBy !== "us",
      );
      expect(theirs).toEqual([]);
    });

    test("a receipt is a receipt of the message it names, and no message", async () => {
      for (const status of harness.definition.capabilities.receipts) {
        const one = open();
        expect(accepted(await honest(one, webhook.receipt("message-17", status)))).toBe(true);
        const [row] = one.host.rows;
        expect(row).toMatchObject({ kind: "receipt", of: "message-17", status });
      }
    });
  });

  describe("hostile bodies (kit 6)", () => {
    test.each(Object.entries(HOSTILE_BODIES))("%s does no harm, even signed", async (_, body) => {
      const one = open();
      const started = performance.now();
      check(one, await honest(one, body));
      expect(performance.now() - started).toBeLessThan(ONE_BODY_MS);
      expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    });

    test("a body over the limit is refused as too large", async () => {
      const one = open();
      const response = await honest(one, Buffer.alloc(WEBHOOK_BODY_MAX_BYTES + 1, 0x20));
      expect(response.status).toBe(413);
      check(one, response);
    });

    test("any bytes at all, signed, are stored or refused with a reason", async () => {
      const payloads = readFixtures(webhook.fixtures).map(({ payload }) => payload);
      const mutated = fc
        .tuple(fc.constantFrom(...payloads), fc.nat(), fc.uint8Array({ maxLength: 8 }))
        .map(([payload, at, patch]) => {
          const index = at % (payload.byteLength + 1);
          return Buffer.concat([payload.slice(0, index), patch, payload.slice(index + 1)]);
        });
      const bodies = fc.oneof(mutated, fc.uint8Array({ maxLength: 300 }), fc.json().map(utf8));
      await fc.assert(
        fc.asyncProperty(bodies, async (body) => {
          const one = open();
          check(one, await honest(one, body));
        }),
        { numRuns: 150 },
      );
    });
  });

  describe("signatures (kit 7)", () => {
    const body = webhook.message({ id: "forged-1", text: "olá" });

    test.each(Object.entries(webhook.forgeries))("%s is refused", async (_, forge) => {
      const one = open();
      const response = await one.call(forge(webhook.request(body, one.signing)));
      expect([401, 403]).toContain(response.status);
      expect(one.host.rows).toEqual([]);
      check(one, response);
    });

    test("a body changed after signing is refused, wherever it is changed", async () => {
      const request = webhook.request(body, open().signing);
      for (let at = 0; at < request.body.byteLength; at++) {
        const changed = Buffer.from(request.body);
        changed[at] = (changed[at] ?? 0) ^ 1;
        const one = open();
        const response = await one.call({ ...request, body: changed });
        expect(accepted(response)).toBe(false);
        expect(one.host.rows).toEqual([]);
      }
    });

    test("a method the provider does not use is refused", async () => {
      const one = open();
      const request = webhook.request(body, one.signing);
      expect((await one.call({ ...request, method: "DELETE" })).status).toBe(405);
      expect(one.host.rows).toEqual([]);
    });

    test("a signature is refused once it is stale", async () => {
      const { staleAfterMs } = webhook;
      const one = open();
      const request = webhook.request(body, one.signing);
      // A provider whose signature carries no time: a replay is a duplicate, and nothing else.
      one.host.advance((staleAfterMs ?? 0) + 2_000);
      const response = await one.call(request);
      expect(accepted(response)).toBe(staleAfterMs === undefined);
      if (staleAfterMs !== undefined) expect([401, 403]).toContain(response.status);
    });
  });

  describe("a request that says nothing", () => {
    const nothing = (one: OpenConnector) => {
      const { definition } = harness;
      const settings = definition.settings.parse(harness.settings("https://provider.example.com"));
      const { now, webhookUrl } = one.signing;
      const request = definition.sayNothing?.(settings, webhookUrl, now);
      if (!request) throw new Error("the provider calls us, and nothing can be said in its name");
      return request;
    };

    test("is taken, and makes no row", async () => {
      const one = open();
      expect(accepted(await one.call(nothing(one)))).toBe(true);
      expect(one.host.rows).toEqual([]);
    });

    test("is refused as soon as a byte of it is another", async () => {
      const one = open();
      const request = nothing(one);
      const body = Buffer.from(request.body);
      const at = body.byteLength - 2;
      body[at] = (body[at] ?? 0) ^ 1;
      expect(accepted(await one.call({ ...request, body }))).toBe(false);
    });
  });

  describe("accepting (kit 8)", () => {
    const body = webhook.message({ id: "accept-1", text: "olá" });

    test("a store that is down means 503 with Retry-After, and the retry is taken", async () => {
      const one = open();
      one.host.failure = new StoreUnavailable("no connection");
      const response = await honest(one, body);
      expect(response.status).toBe(503);
      expect(Number(response.headers?.["retry-after"])).toBeGreaterThan(0);
      check(one, response);
      one.host.failure = undefined;
      expect(accepted(await honest(one, body))).toBe(true);
      expect(one.host.rows).toHaveLength(1);
    });

    test("a failure nobody expected is not acknowledged either", async () => {
      const one = open();
      one.host.failure = new Error("unexpected");
      const response = await honest(one, body);
      expect(response.status).toBe(503);
      expect(response.body).not.toContain("unexpected");
    });

    test("nothing is said before the words are committed", async () => {
      const one = open();
      let commit = (): void => {};
      one.host.hold = new Promise((resolve) => {
        commit = resolve;
      });
      let answered = false;
      const answer = honest(one, body).then((response) => {
        answered = true;
        return response;
      });
      await new Promise((resolve) => setImmediate(resolve));
      expect(answered).toBe(false);
      commit();
      expect(accepted(await answer)).toBe(true);
    });
  });

  test("words arrive as they were written: right to left, emoji, line breaks (kit 16)", async () => {
    await fc.assert(
      fc.asyncProperty(realWords, async (text) => {
        const one = open();
        await honest(one, webhook.message({ id: "words-1", text }));
        expect(one.host.rows).toMatchObject([{ kind: "message", text: cleanText(text) }]);
      }),
    );
  });
}

function accepted(response: WebhookResponse): boolean {
  return response.status >= 200 && response.status < 300;
}

/** The one shape of a refusal; and whatever was refused is not in the ledger. */
function check(one: OpenConnector, response: WebhookResponse): void {
  if (accepted(response)) return;
  expect([400, 401, 403, 405, 413, 503]).toContain(response.status);
  expect(one.host.rows).toEqual([]);
  expect(JSON.parse(response.body ?? "")).toEqual({
    code: expect.stringMatching(/^[a-z-]+$/),
    message: expect.any(String),
  });
}

function utf8(text: string): Uint8Array {
  return Buffer.from(text);
}
