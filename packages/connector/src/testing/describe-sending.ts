/// <reference types="jest" />
import { Readable } from "node:stream";
import fc from "fast-check";
import { AddressRefused, SendError } from "../errors.ts";
import { splitText } from "../text-split.ts";
import type { ConnectorHarness, SendingHarness } from "./harness.ts";
import type { OpenConnector } from "./open-connector.ts";
import { deserted, type ProviderConduct, type ProviderStandIn } from "./provider-stand-in.ts";
import { realWords } from "./words.ts";

const FILE_AS_BASE64 = Buffer.from("\x89PNG", "latin1").toString("base64");
const FILE = {
  url: "https://gateway.example.com/media/1",
  mimeType: "image/png",
  fileName: "comprovante ção.png",
  sizeBytes: 4,
  open: async () => Readable.from([Buffer.from("\x89PNG", "latin1")]),
};

export function describeSending<S>(
  { definition, sending }: Pick<ConnectorHarness<S>, "definition"> & { sending: SendingHarness },
  open: (providerUrl?: string) => OpenConnector,
  provider: () => ProviderStandIn,
): void {
  const { textLengthMax } = definition.capabilities;

  describe("limits (kit 11, 15)", () => {
    test("a text over the limit is unsupported, and its pieces are not", async () => {
      const one = open();
      accept(sending, provider(), "piece");
      const text = "não recebi 👩‍👩‍👧‍👦 ".repeat(textLengthMax / 10);
      const whole = await one.trySend(one.message(sending.to, text));
      expect(whole).toMatchObject({ kind: "unsupported" });
      for (const piece of splitText(text, textLengthMax)) {
        expect(await one.trySend(one.message(sending.to, piece))).not.toBeInstanceOf(SendError);
      }
    });

    test("files go where they are claimed, and are unsupported elsewhere", async () => {
      const one = open();
      accept(sending, provider(), "file");
      const outcome = await one.trySend(one.message(sending.to, "veja", [FILE]));
      if (sending.carriesMedia) {
        expect(definition.capabilities.media).toBe(true);
        expect(outcome).not.toBeInstanceOf(SendError);
        if (sending.lastSent) expect(sending.lastSent()).toContain(FILE_AS_BASE64);
        else if (sending.carriedBytes) expect(sending.carriedBytes(provider().calls)).toBe(true);
        else {
          expect(provider().calls.at(-1)?.body).toMatch(/gateway\.example\.com(\/|%2F)media/);
        }
      } else expect(outcome).toMatchObject({ kind: "unsupported" });
    });

    test("an address this channel cannot write to is unreachable, and nobody is called", async () => {
      const one = open();
      const before = provider().calls.length;
      const outcome = await one.trySend(one.message(sending.nowhere, "olá"));
      expect(outcome).toMatchObject({ kind: "unreachable-address" });
      expect(provider().calls).toHaveLength(before);
    });
  });

  if (sending.provider) describeProvider(sending, sending.provider, open, provider);
}

function describeProvider(
  sending: SendingHarness,
  wire: NonNullable<SendingHarness["provider"]>,
  open: (providerUrl?: string) => OpenConnector,
  provider: () => ProviderStandIn,
): void {
  test("send returns the id that receipts will carry (kit 9)", async () => {
    const one = open();
    accept(sending, provider(), "taken-as-17");
    const message = one.message(sending.to, "olá");
    const expected = wire.receiptId?.("taken-as-17", message.id) ?? "taken-as-17";
    expect(await one.trySend(message)).toEqual({ externalId: expected });
  });

  describe("failures (kit 10)", () => {
    test.each(wire.failures)("$name is $kind", async (failure) => {
      const one = open();
      provider().conduct(() => failure.conduct);
      const outcome = await one.trySend(one.message(sending.to, "olá"));
      expect(outcome).toMatchObject({
        name: "SendError",
        kind: failure.kind,
        ...(failure.providerCode === undefined ? {} : { providerCode: failure.providerCode }),
        ...(failure.afterMs === undefined ? {} : { afterMs: failure.afterMs }),
      });
    });

    test("a line cut after the message was handed over is unknown, never a blind retry", async () => {
      const one = open();
      provider().conduct(() => "cut");
      expect(await one.trySend(one.message(sending.to, "olá"))).toMatchObject({ kind: "unknown" });
    });

    test("an answer that does not come is unknown", async () => {
      const one = open();
      provider().conduct(() => "hang");
      const patience = new AbortController();
      const called = provider().nextCall();
      const outcome = one.trySend(one.message(sending.to, "olá"), patience.signal);
      await called;
      patience.abort();
      expect(await outcome).toMatchObject({ kind: "unknown" });
    });

    test("a provider that cannot be reached took nothing: retry", async () => {
      const one = open(await deserted());
      expect(await one.trySend(one.message(sending.to, "olá"))).toMatchObject({ kind: "retry" });
    });

    test("an address that the host does not connect to is a setting to be changed", async () => {
      const one = open();
      one.host.refuseFetch(new AddressRefused("not from here"));
      const outcome = await one.trySend(one.message(sending.to, "olá"));
      expect(outcome).toMatchObject({ kind: "credentials", providerCode: "ADDRESS_REFUSED" });
    });

    test("a stop before the call means retry, and nobody is called", async () => {
      const one = open();
      const before = provider().calls.length;
      const outcome = await one.trySend(one.message(sending.to, "olá"), AbortSignal.abort());
      expect(outcome).toMatchObject({ kind: "retry" });
      expect(provider().calls).toHaveLength(before);
    });

    test("a redirect is not followed with our credentials", async () => {
      const one = open();
      const headers = { location: `${provider().url}/elsewhere` };
      provider().conduct(() => ({ status: 307, headers }));
      const before = provider().calls.length;
      expect(await one.trySend(one.message(sending.to, "olá"))).toBeInstanceOf(SendError);
      expect(provider().calls).toHaveLength(before + 1);
    });

    test("an answer of nonsense is a SendError or an acceptance, never a crash", async () => {
      const one = open();
      const status = fc.constantFrom(200, 201, 204, 302, 400, 401, 404, 429, 500, 502, 503);
      const answers = fc.oneof(fc.string({ maxLength: 200 }), fc.json());
      await fc.assert(
        fc.asyncProperty(status, answers, async (code, body) => {
          provider().conduct(() => ({ status: code, ...(code === 204 ? {} : { body }) }));
          const outcome = await one.trySend(one.message(sending.to, "olá"));
          if (code >= 300) expect(outcome).toBeInstanceOf(SendError);
        }),
        { numRuns: 60 },
      );
    });
  });

  test("words leave as they were written: right to left, emoji, line breaks (kit 16)", async () => {
    const one = open();
    accept(sending, provider(), "words");
    await fc.assert(
      fc.asyncProperty(realWords, async (text) => {
        await one.trySend(one.message(sending.to, text));
        const call = provider().calls.at(-1);
        if (!call) throw new Error("nobody was called");
        expect(wire.read(call)).toEqual({
          to: sending.to.slice(sending.to.indexOf(":") + 1),
          text,
        });
      }),
      { numRuns: 60 },
    );
  });
}

function accept(sending: SendingHarness, provider: ProviderStandIn, externalId: string): void {
  const taken: ProviderConduct = sending.provider?.accepts(externalId) ?? { status: 500 };
  provider.conduct(() => taken);
}
