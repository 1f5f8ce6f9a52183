import { questionForms } from "@circuito/domain";
import { searchMessages } from "@circuito/store";
import type { Follower } from "../follow/follow-outbox.ts";
import { startRouter } from "../inbound-router.ts";
import { caughtUp } from "../testing/caught-up.ts";
import { createRouterWorld, type RouterWorld, silentLog, sms } from "../testing/router-world.ts";
import { followWords } from "./follow-words.ts";

const everybody = { kind: "api-key", id: "key", name: "key", role: "admin" } as never;

let world: RouterWorld;
let router: { stop(): Promise<void> };
let follower: Follower;
beforeEach(async () => {
  world = await createRouterWorld();
  const { database, bus, newId } = world;
  router = await startRouter({ database, bus, newId, now: Date.now, log: silentLog });
});
afterEach(async () => {
  await follower.stop();
  await router.stop();
  await world[Symbol.asyncDispose]();
});

const allTaken = () => caughtUp(world.database.pool, "words", follower);

async function found(asked: string): Promise<readonly string[]> {
  const search = { words: questionForms(asked) };
  const { items } = await searchMessages(world.database.pool, search, everybody, undefined, 50);
  return items.map(({ text }) => text);
}

const follow = () => followWords({ ...world, processName: "one", log: silentLog });

test("what came in is found without accents, in the plural, and by the beginning of a word", async () => {
  follower = follow();
  await allTaken();
  await world.receive(sms("1", "As LIGAÇÕES caem"), sms("2", "E o boleto não chegou"));
  await world.routed();
  await allTaken();
  expect(await found("ligacao")).toEqual(["As LIGAÇÕES caem"]);
  expect(await found("nao venceram boletos")).toEqual([]);
  expect(await found("nao chegaram boletos")).toEqual(["E o boleto não chegou"]);
  expect(await found("não boletos che")).toEqual(["E o boleto não chegou"]);
});

test("what was there before anybody followed is found", async () => {
  await world.receive(sms("1", "Minha fatura venceu"));
  await world.routed();
  follower = follow();
  await allTaken();
  expect(await found("fatura")).toEqual(["Minha fatura venceu"]);
});

test("what was taken back is no longer found by what it said", async () => {
  follower = follow();
  await world.receive(sms("1", "Minha senha é girassol"));
  await world.routed();
  await allTaken();
  expect(await found("girassol")).toHaveLength(1);
  await world.receive({
    kind: "change",
    externalId: "1-gone",
    from: "tel:+5511900000001",
    idMadeBy: "sender",
    of: "1",
    by: "customer",
    change: { kind: "revoked" },
    raw: Buffer.from("gone"),
  });
  await world.routed();
  await allTaken();
  expect(await found("girassol")).toEqual([]);
});

test.each([
  [
    "pt-BR",
    "Quero cancelar: já solicitei a devolução ontem",
    "cancelamento",
    "solicitado",
    "devolucoes",
  ],
  ["en", "I cancelled my subscriptions and was refunded", "cancel", "subscription", "refunding"],
  ["es", "Pagué la factura y solicité los envíos", "pagar", "solicitado", "envio"],
])(
  "in %s words are found by their other forms, with and without accents",
  async (_, said, ...asked) => {
    follower = follow();
    await world.receive(sms("1", said));
    await world.routed();
    await allTaken();
    for (const word of asked) expect([word, await found(word)]).toEqual([word, [said]]);
    expect(await found(`${asked[0]} girassol`)).toEqual([]);
  },
);

test("what was read by an earlier way of taking words is read again when somebody begins to follow", async () => {
  await world.receive(sms("1", "Pagamos a fatura"));
  await world.routed();
  await world.database.pool.query(
    `insert into message_words (message_id, revision, at, words)
     select id, revision, created_at, array_to_tsvector('{velho}') from messages`,
  );
  expect(await found("velho")).toEqual(["Pagamos a fatura"]);
  follower = follow();
  await allTaken();
  expect(await found("pagar")).toEqual(["Pagamos a fatura"]);
  expect(await found("velho")).toEqual([]);
});
