/// <reference types="jest" />
import fc from "fast-check";
import { cleanText } from "../clean-text.ts";
import { StoreUnavailable } from "../errors.ts";
import type { SocketHarness } from "./harness.ts";
import type { OpenConnector } from "./open-connector.ts";
import { printed } from "./recording-host.ts";
import { ScriptedSocket } from "./scripted-socket.ts";
import { realWords } from "./words.ts";

const FRAMES = 400;

export function describeSocket(harness: SocketHarness, open: () => OpenConnector): void {
  async function enter(one: OpenConnector): Promise<ScriptedSocket> {
    const socket = new ScriptedSocket(harness.handshake);
    if (!one.connector.connected) throw new Error("connector claims sockets and has none");
    one.connector.connected(socket);
    await socket.heard(harness.ready);
    return socket;
  }
  const write = (socket: ScriptedSocket, id: string, text: string): Promise<unknown> =>
    socket.say(...harness.message({ id, text }));

  test("words are in the ledger when the customer is told so (kit 1, 8)", async () => {
    const one = open();
    const socket = await enter(one);
    expect(harness.accepted(await write(socket, harness.ids[0], "olá"))).toBe(true);
    expect(one.host.rows).toMatchObject([{ kind: "message", text: "olá" }]);
  });

  test("words sent again add nothing and are accepted again (kit 3)", async () => {
    const one = open();
    const socket = await enter(one);
    await write(socket, harness.ids[0], "olá");
    expect(harness.accepted(await write(socket, harness.ids[0], "olá"))).toBe(true);
    expect(one.host.rows).toHaveLength(1);
  });

  test("a store that is down is said, with how long to wait, and the retry is taken (kit 8)", async () => {
    const one = open();
    const socket = await enter(one);
    one.host.failure = new StoreUnavailable("no connection");
    const answer = await write(socket, harness.ids[0], "olá");
    expect(harness.accepted(answer)).toBe(false);
    expect(answer).toMatchObject({ retryAfterMs: expect.any(Number) });
    one.host.failure = new Error("unexpected");
    expect(printed(await write(socket, harness.ids[0], "olá"))).not.toContain("unexpected");
    one.host.failure = undefined;
    expect(harness.accepted(await write(socket, harness.ids[0], "olá"))).toBe(true);
    expect(one.host.rows).toHaveLength(1);
  });

  test("nothing is said before the words are committed (kit 8)", async () => {
    const one = open();
    const socket = await enter(one);
    let commit = (): void => {};
    one.host.hold = new Promise((resolve) => {
      commit = resolve;
    });
    let answered = false;
    const answer = write(socket, harness.ids[0], "olá").finally(() => {
      answered = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(answered).toBe(false);
    commit();
    expect(harness.accepted(await answer)).toBe(true);
  });

  test("messages written at once are handed over in the order written", async () => {
    const one = open();
    const socket = await enter(one);
    await Promise.all(harness.ids.map((id, index) => write(socket, id, `linha ${index}`)));
    const texts = one.host.rows.map((row) => (row.kind === "message" ? row.text : row.kind));
    expect(texts).toEqual(harness.ids.map((_, index) => `linha ${index}`));
  });

  test("any frame at all gets one answer of the agreed form, and none gets in (kit 6)", async () => {
    const names = fc.oneof(
      fc.constantFrom(...harness.events, "__proto__", "constructor", "base", "toString"),
      fc.string({ maxLength: 20 }),
    );
    const frame = fc.anything({ withNullPrototype: true, maxDepth: 3 });
    await fc.assert(
      fc.asyncProperty(names, frame, async (event, data) => {
        const one = open();
        const socket = await enter(one);
        const answer = await socket.say(event, data);
        one.host.outputs.push(printed(answer));
        if (!harness.accepted(answer)) {
          expect(answer).toMatchObject({
            ok: false,
            code: expect.stringMatching(/^[a-z-]+$/),
            message: expect.any(String),
          });
        }
        expect(one.host.rows.every(({ kind }) => kind === "message")).toBe(true);
        socket.disconnect();
      }),
      { numRuns: FRAMES },
    );
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  test("a customer who leaves is no longer followed (kit 14)", async () => {
    const one = open();
    const socket = await enter(one);
    expect(one.host.transcript.followers).toBe(1);
    socket.disconnect();
    expect(one.host.transcript.followers).toBe(0);
  });

  test("a stop finishes the words in hand, then lets everyone go (kit 14)", async () => {
    const one = open();
    const socket = await enter(one);
    let commit = (): void => {};
    one.host.hold = new Promise((resolve) => {
      commit = resolve;
    });
    const answer = write(socket, harness.ids[0], "olá");
    await new Promise((resolve) => setImmediate(resolve));
    const stopped = one.connector.stop();
    commit();
    await stopped;
    expect(harness.accepted(await answer)).toBe(true);
    expect(socket.isConnected).toBe(false);
    expect(one.host.transcript.followers).toBe(0);
  });

  test("words arrive as they were written: right to left, emoji, line breaks (kit 16)", async () => {
    await fc.assert(
      fc.asyncProperty(realWords, async (text) => {
        const one = open();
        const socket = await enter(one);
        await write(socket, harness.ids[0], text);
        expect(one.host.rows).toMatchObject([{ kind: "message", text: cleanText(text) }]);
        socket.disconnect();
      }),
    );
  });
}
