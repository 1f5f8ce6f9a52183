/// <reference types="jest" />
import { ConnectError, StoreUnavailable } from "../errors.ts";
import type { LeasedHarness, LeasedProvider } from "./harness.ts";
import type { OpenConnector } from "./open-connector.ts";

/** Every wait ends by something that happens; this is for a machine under load. */
const WAIT_MAX_MS = 20_000;
const LOOK_EVERY_MS = 5;

/** What a connector must do that holds a connection of its own under a lease. */
export function describeLeased(
  harness: LeasedHarness,
  open: (providerUrl?: string) => OpenConnector,
): void {
  describe("a connection of its own", () => {
    let provider: LeasedProvider;
    beforeEach(async () => {
      provider = await harness.provider();
    });
    afterEach(() => provider[Symbol.asyncDispose]());

    async function started(): Promise<OpenConnector> {
      const one = open(provider.url);
      await one.connector.start?.();
      return one;
    }
    const write = (number: number) =>
      provider.deliver({ id: `id-${number}`, text: `words ${number}` });

    test("what a customer writes is received, in order, once each", async () => {
      const one = await started();
      for (const number of [1, 2, 3]) await write(number);
      await until(() => one.host.rows.length >= 3);
      expect(words(one)).toEqual(["words 1", "words 2", "words 3"]);
    });

    test("a lost connection is reported and start recovers: nothing lost, nothing twice (kit 13)", async () => {
      const one = await started();
      await write(1);
      await until(() => one.host.rows.length === 1);
      provider.cut();
      await until(() => one.host.disconnections.length === 1);
      await write(2);
      expect(words(one)).toEqual(["words 1"]);
      await one.connector.start?.();
      await write(3);
      await until(() => one.host.rows.length >= 3);
      expect(words(one)).toEqual(["words 1", "words 2", "words 3"]);
    });

    test("a process that died is followed by one that goes on where it was", async () => {
      const first = await started();
      await write(1);
      await until(() => first.host.rows.length === 1);
      await first.connector.stop();
      await write(2);
      const next = open(provider.url);
      next.host.remembered = structuredClone(first.host.remembered);
      await next.connector.start?.();
      await until(() => next.host.rows.length >= 1);
      // What the first committed may come again: the ledger knows it. What it had not must come.
      expect(words(next)).toContain("words 2");
    });

    test("what could not be stored is not lost: it comes again when the store is back", async () => {
      const one = await started();
      one.host.failure = new StoreUnavailable("away");
      await write(1);
      await write(2);
      one.host.failure = undefined;
      await restartingUntil(one, () => one.host.rows.length >= 2);
      expect(words(one)).toEqual(["words 1", "words 2"]);
    });

    test("a refused login is for a person, and says nothing secret", async () => {
      provider.refuseLogins();
      const one = open(provider.url);
      const refusal = await one.connector.start?.().then(
        () => undefined,
        (error: unknown) => error,
      );
      one.host.outputs.push(String(refusal));
      expect(refusal).toBeInstanceOf(ConnectError);
      expect(refusal).toMatchObject({ kind: "credentials" });
    });

    test("stopped, it receives no more, and stopping is no lost connection (kit 14)", async () => {
      const one = await started();
      await write(1);
      await until(() => one.host.rows.length === 1);
      await one.connector.stop();
      await one.connector.stop();
      await write(2);
      expect(words(one)).toEqual(["words 1"]);
      expect(one.host.disconnections).toEqual([]);
    });

    test("told to stop while it connects, it ends", async () => {
      const one = open(provider.url);
      const starting = one.connector.start?.().catch(() => undefined);
      await one.connector.stop();
      await starting;
    });
  });
}

function words({ host }: OpenConnector): readonly string[] {
  return host.rows.map((row) => (row.kind === "message" ? row.text : row.kind));
}

/** As the gateway does: a connection that is lost meanwhile is made again. */
async function restartingUntil(one: OpenConnector, holds: () => boolean): Promise<void> {
  let answered = 0;
  await until(async () => {
    if (one.host.disconnections.length > answered) {
      answered = one.host.disconnections.length;
      await one.connector.start?.();
    }
    return holds();
  });
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const endsAt = Date.now() + WAIT_MAX_MS;
  while (!(await holds())) {
    if (Date.now() > endsAt) throw new Error(`never held: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
