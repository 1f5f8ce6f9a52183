import { uuidv7 } from "uuidv7";
import { createOutbox, OUTBOX_ITEMS_MAX, type OutboxItem, type Verdict } from "./outbox.ts";
import { memoryStorage } from "./outbox-storage.ts";

/** A server whose answers the test gives one at a time. */
function heldServer() {
  const waiting: { item: OutboxItem; answer: (verdict: Verdict) => void }[] = [];
  const arrivals: (() => void)[] = [];
  return {
    send: (item: OutboxItem) =>
      new Promise<Verdict>((answer) => {
        waiting.push({ item, answer });
        arrivals.shift()?.();
      }),
    waiting: () => waiting.map(({ item }) => item.text),
    async next() {
      if (waiting.length === 0) await new Promise<void>((arrived) => arrivals.push(arrived));
      const first = waiting.shift();
      if (first === undefined) throw new Error("nothing arrived");
      return first;
    },
  };
}

function outboxWith(send: (item: OutboxItem) => Promise<Verdict>, storage = memoryStorage()) {
  const outbox = createOutbox({ storage, send, newId: uuidv7, now: () => new Date() });
  const say = (conversationId: string, text: string) =>
    outbox.add({ conversationId, kind: "reply", text, epoch: 1 });
  return { outbox, say, storage };
}

const until = (holds: () => boolean, subscribe: (listener: () => void) => () => void) =>
  new Promise<void>((resolve) => {
    if (holds()) return resolve();
    const stop = subscribe(() => {
      if (!holds()) return;
      stop();
      resolve();
    });
  });

test("words of one conversation leave in order, those of another do not wait for them", async () => {
  const server = heldServer();
  const { outbox, say } = outboxWith(server.send);
  say("a", "a1");
  say("a", "a2");
  say("b", "b1");
  expect(server.waiting()).toEqual(["a1", "b1"]);
  (await server.next()).answer({ kind: "accepted" });
  await server.next();
  expect((await server.next()).item.text).toBe("a2");
  outbox.close();
});

test("an unclear answer is tried again under the same id until the server is definite", async () => {
  const server = heldServer();
  const { outbox, say } = outboxWith(server.send);
  say("a", "oi");
  const first = await server.next();
  first.answer({ kind: "again" });
  const second = await server.next();
  expect(second.item.id).toBe(first.item.id);
  second.answer({ kind: "accepted" });
  await until(() => outbox.items().length === 0, outbox.subscribe);
  outbox.close();
});

test("a refused item holds back the later ones until a person decides", async () => {
  const server = heldServer();
  const { outbox, say } = outboxWith(server.send);
  const first = say("a", "a1");
  say("a", "a2");
  (await server.next()).answer({
    kind: "refused",
    refusal: { code: "conflict", message: "someone else owns it" },
  });
  await until(() => outbox.items()[0]?.state === "refused", outbox.subscribe);
  expect(server.waiting()).toEqual([]);
  outbox.retry(first?.id ?? "", 2);
  expect((await server.next()).item).toMatchObject({ text: "a1", epoch: 2 });
  outbox.close();
});

test("discarding a refused item lets the next one go", async () => {
  const server = heldServer();
  const { outbox, say } = outboxWith(server.send);
  const first = say("a", "a1");
  say("a", "a2");
  (await server.next()).answer({ kind: "refused", refusal: { code: "invalid", message: "" } });
  await until(() => outbox.items()[0]?.state === "refused", outbox.subscribe);
  expect(outbox.discard(first?.id ?? "")).toBe(true);
  expect((await server.next()).item.text).toBe("a2");
  outbox.close();
});

test("words on their way cannot be taken back", async () => {
  const server = heldServer();
  const { outbox, say } = outboxWith(server.send);
  const item = say("a", "a1");
  await server.next();
  expect(outbox.discard(item?.id ?? "")).toBe(false);
  outbox.close();
});

test("what a closed page left, also half sent, is sent by the next one under the same ids", async () => {
  const before = heldServer();
  const { outbox: closedOne, say, storage } = outboxWith(before.send);
  say("a", "a1");
  say("a", "a2");
  await before.next();
  closedOne.close();

  const sent: OutboxItem[] = [];
  const { outbox } = outboxWith(async (item) => {
    sent.push(item);
    return { kind: "accepted" };
  }, storage);
  await outbox.restore();
  await until(() => outbox.items().length === 0, outbox.subscribe);
  expect(sent.map((item) => item.text)).toEqual(["a1", "a2"]);
  expect(sent.map((item) => item.id)).toEqual(closedOne.items().map((item) => item.id));
  expect(await storage.load()).toEqual([]);
  outbox.close();
});

test("nothing is tried while paused, all of it at once when resumed", async () => {
  const server = heldServer();
  const { outbox, say } = outboxWith(server.send);
  outbox.pause();
  say("a", "a1");
  expect(server.waiting()).toEqual([]);
  outbox.resume();
  expect((await server.next()).item.text).toBe("a1");
  outbox.close();
});

test("a full outbox takes nothing more and says so", () => {
  const { outbox, say } = outboxWith(heldServer().send);
  outbox.pause();
  for (let n = 0; n < OUTBOX_ITEMS_MAX; n += 1) expect(say("a", `${n}`)).not.toBeNull();
  expect(say("a", "one too many")).toBeNull();
  expect(outbox.items()).toHaveLength(OUTBOX_ITEMS_MAX);
  outbox.close();
});

test("a file without words is kept and sent like words", async () => {
  const server = heldServer();
  const { outbox, storage } = outboxWith(server.send);
  const files = [
    {
      id: "0190a6f2-0000-7000-8000-000000000002",
      mediaId: "0190a6f2-0000-7000-8000-000000000003",
      fileName: "foto.png",
      mimeType: "image/png",
      sizeBytes: 68,
    },
  ];
  outbox.pause();
  outbox.add({ conversationId: "a", kind: "reply", text: "", files, epoch: 1 });
  outbox.close();
  const later = outboxWith(server.send, storage);
  await later.outbox.restore();
  expect((await server.next()).item).toMatchObject({ text: "", files });
  later.outbox.close();
});

test("what a reply answers, and the template it is, stay with it through a reload", async () => {
  const server = heldServer();
  const { outbox, storage } = outboxWith(server.send);
  const chat = {
    answers: "0190a6f2-0000-7000-8000-000000000001",
    template: { name: "pedido_enviado", language: "pt_BR", body: ["Ana", "BR-1"] },
  };
  outbox.add({ conversationId: "a", kind: "reply", text: "Olá Ana", chat, epoch: 1 });
  outbox.close();
  const later = outboxWith(server.send, storage);
  await later.outbox.restore();
  expect((await server.next()).item.chat).toEqual(chat);
  expect((await server.next()).item.chat).toEqual(chat);
  later.outbox.close();
});
