/// <reference types="jest" />

import { closeNetwork } from "./closed-network.ts";
import { describeLeased } from "./describe-leased.ts";
import { describeMedia } from "./describe-media.ts";
import { describeSending } from "./describe-sending.ts";
import { describeSocket } from "./describe-socket.ts";
import { describeWebhook } from "./describe-webhook.ts";
import type { ConnectorHarness } from "./harness.ts";
import { OpenConnector } from "./open-connector.ts";
import { type ProviderStandIn, standInProvider } from "./provider-stand-in.ts";

/**
 * The conformance kit: what every connector must do, tested the same way for each. Run it in the
 * connector's own tests, once per way in which it can be configured. The network is closed
 * meanwhile, except to this machine.
 *
 * Every claim of `capabilities` is tested, and every claim not made.
 */
export function describeConnector<S>(given: ConnectorHarness<S>): void {
  const harness = ofItsTransport(given);
  const { definition } = harness;

  describe(`conformance of ${harness.name}`, () => {
    let provider: ProviderStandIn;
    let openNetwork: () => readonly string[];
    let opened: OpenConnector[] = [];

    beforeAll(async () => {
      provider = await standInProvider();
      openNetwork = closeNetwork();
    });
    afterAll(async () => {
      const tried = openNetwork();
      await provider[Symbol.asyncDispose]();
      expect(tried).toEqual([]);
    });
    afterEach(async () => {
      const used = opened;
      opened = [];
      for (const one of used) {
        await one.connector.stop();
        // Kit 12: whatever happened in the test, no secret came out of it.
        expect(one.leaks()).toEqual([]);
      }
    });

    function open(providerUrl = provider.url): OpenConnector {
      const one = OpenConnector.open(harness, providerUrl);
      opened.push(one);
      return one;
    }

    describe("settings", () => {
      const typed = harness.settings("http://127.0.0.1:9");

      test("are read, and opening an inbox calls nobody", () => {
        const before = provider.calls.length;
        open();
        expect(provider.calls).toHaveLength(before);
      });

      test("every secret of this configuration is declared as one", () => {
        const declared = Object.keys(typed).filter((name) => definition.secrets.includes(name));
        const suspicious = Object.keys(typed).filter((name) => /secret|token|password/i.test(name));
        expect(declared).toEqual(expect.arrayContaining(suspicious));
      });

      test("of every secret it is said where it goes", () => {
        expect(Object.keys(definition.secretsGoTo).sort()).toEqual([...definition.secrets].sort());
      });

      test.each(Object.keys(typed))("a wrong %s is refused by name, not echoed", (name) => {
        const wrong = { ...typed, [name]: { surprising: "Xq7-not-to-be-echoed" } };
        const read = definition.settings.safeParse(wrong);
        expect(read.success).toBe(false);
        expect(read.error?.issues.some((issue) => issue.path[0] === name)).toBe(true);
        expect(JSON.stringify(read.error?.issues)).not.toContain("Xq7-not-to-be-echoed");
      });

      test("a setting nobody knows is refused, so that a typing error is seen", () => {
        expect(definition.settings.safeParse({ ...typed, colour: 1 }).success).toBe(false);
      });
    });

    test("it has the doors it claims, and no others (kit 15)", () => {
      const { connector } = open();
      expect(connector.webhook !== undefined).toBe(definition.capabilities.webhook);
      expect(connector.connected !== undefined).toBe(definition.capabilities.socket);
      expect(connector.start !== undefined).toBe(definition.capabilities.runs !== "anywhere");
      expect(connector.fetchMedia !== undefined).toBe(harness.media !== undefined);
      expect(harness.webhook !== undefined).toBe(definition.capabilities.webhook);
      expect(harness.socket !== undefined).toBe(definition.capabilities.socket);
      expect(harness.leased !== undefined).toBe(definition.capabilities.runs === "leased");
    });

    test("it stops at once, twice if asked, and leaves no timer behind (kit 14)", async () => {
      const before = timers();
      const { connector } = open();
      await connector.stop();
      await connector.stop();
      expect(timers()).toBeLessThanOrEqual(before);
    });

    if (harness.webhook) describeWebhook(harness, harness.webhook, () => open());
    if (harness.socket) describeSocket(harness.socket, () => open());
    if (harness.leased) describeLeased(harness.leased, open);
    if (harness.sending)
      describeSending({ ...harness, sending: harness.sending }, open, () => provider);
    else {
      test("whoever is written to is unreachable", async () => {
        const one = open();
        const outcome = await one.trySend(one.message("tel:+5511999990000", "olá"));
        expect(outcome).toMatchObject({ kind: "unreachable-address" });
      });
    }
    if (harness.media)
      describeMedia(
        harness.media,
        () => open(),
        () => provider,
      );
  });
}

/** With the capabilities of the transport that these settings choose. */
function ofItsTransport<S>(harness: ConnectorHarness<S>): ConnectorHarness<S> {
  const { definition } = harness;
  const chosen = definition.capabilitiesOf?.(harness.settings("http://127.0.0.1:9"));
  const capabilities = { ...definition.capabilities, ...chosen };
  return { ...harness, definition: { ...definition, capabilities } };
}

function timers(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
}
