import {
  type AgentId,
  asId,
  type Principal,
  type QueueId,
  questionForms,
} from "../../packages/domain/src/index.ts";
import {
  type Database,
  findAnswers,
  type MessageSearch,
  openDatabase,
  stemWords,
  wordQuery,
} from "../../packages/store/src/index.ts";
import { createTestDatabase, type TestDatabase } from "../../packages/store/src/testing/index.ts";
import {
  AGENT,
  CONTACT,
  CONVERSATION,
  fillArchive,
  idOf,
  planArchive,
  QUEUE,
} from "./bench/archive.ts";

/** Enough for words of every frequency, little enough for seconds. */
const MESSAGES = 2_500;
const SEED = 3;
const archive = planArchive(MESSAGES, SEED);

let place: TestDatabase;
let database: Database;
beforeAll(async () => {
  place = await createTestDatabase();
  await fillArchive(place.url, archive, SEED, () => undefined);
  database = openDatabase({ url: place.url, connectionsMax: 2, applicationName: "search test" });
  await database.pool.query(WROTE_IN_ANOTHERS, [idOf(CONTACT, 3), frequent]);
});
afterAll(async () => {
  await database.close();
  await place.drop();
});

/** One who is named by nobody else's name wrote something by mail where another's matter was talked about. */
const WROTE_IN_ANOTHERS = `with named as (
    update contacts set name = 'Quitéria Zorzal' where id = $1 returning id
  ), addressed as (
    insert into identities (address, contact_id, evidence)
    select 'mailto:quiteria@example.com', id, 'self-declared' from named
  ), wrote as (
    update messages set contact_id = $1 where id = (
      select m.id from messages m join message_words w on w.message_id = m.id
      where m.direction = 'inbound' and m.contact_id <> $1 and w.words @@ $2::tsquery order by m.id limit 1)
    returning conversation_id
  )
  insert into mail_participants (conversation_id, address, role)
  select conversation_id, 'quiteria@example.com', 'participant' from wrote`;

const everybody: Principal = { kind: "api-key", id: "key", name: "key", role: "admin" };
const agent = (...queues: readonly number[]): Principal => ({
  ...{ kind: "agent", id: asId<AgentId>(idOf(AGENT, 1)), name: "agent", role: "agent" },
  queueIds: queues.map((n) => asId<QueueId>(idOf(QUEUE, n))),
});
const [frequent = "", , , , often = ""] = archive.words["pt-BR"];
const seldom = archive.words["pt-BR"][900] ?? "";

const QUESTIONS: readonly [string, string, Omit<MessageSearch, "words">][] = [
  ["a frequent word", frequent, {}],
  ["a seldom word", seldom, {}],
  ["two words", `${frequent} ${often}`, {}],
  ["a beginning", "pa", {}],
  ["a word that nobody says", "xqzz", {}],
  ["a frequent word in a small queue", frequent, { queueId: idOf(QUEUE, 12) }],
  ["a channel", often, { channel: "sms" }],
  ["a customer", frequent, { contactId: idOf(CONTACT, 3) }],
  ["a conversation", frequent, { conversationId: idOf(CONVERSATION, 7) }],
  ["an author", frequent, { authorName: "ana" }],
  ["one customer's name", frequent, { authorName: "quitéria zorzal" }],
  ["nobody's name", frequent, { authorName: "xqzz" }],
  ["a stretch of time", frequent, { since: "2025-02-01T00:00:00Z", until: "2025-09-01T00:00:00Z" }],
  ["a file", frequent, { hasFile: true }],
];
const VIEWERS: readonly [string, Principal][] = [
  ["a supervisor", everybody],
  ["an agent of two queues", agent(0, 12)],
  ["an agent of hardly any", agent(38)],
];

/** Whether one look finds all, or the question goes on by another way. */
test.each([1, 40, 1_000, 10_000])(
  "after a first look at %i messages, every question has the answers that all messages give",
  async (firstLook) => {
    for (const [name, words, filter] of QUESTIONS) {
      for (const [who, viewer] of VIEWERS) {
        const search = { ...filter, words: questionForms(words) };
        const match = wordQuery(await stemWords(database.pool, search.words), search);
        const all = await plainly(match, search, viewer);
        const asked = { match, search, viewer, wanted: 20 };
        const page = await findAnswers(database.pool, { ...asked, before: undefined }, firstLook);
        const found = page.map(({ messageId }) => messageId);
        expect([name, who, found]).toEqual([name, who, all.slice(0, 20).map(({ id }) => id)]);
        const last = page.at(-1);
        if (!last || page.length < 20) continue;
        const before = { at: last.at.toISOString(), id: last.messageId };
        const next = await findAnswers(database.pool, { ...asked, before }, firstLook);
        expect(next.map(({ messageId }) => messageId)).toEqual(
          all.slice(20, 40).map(({ id }) => id),
        );
      }
    }
  },
);

test("what a customer wrote by mail in another's conversation is found by their name", async () => {
  const search = { authorName: "quitéria zorzal", words: questionForms(frequent) };
  const match = wordQuery(await stemWords(database.pool, search.words), {});
  const page = await findAnswers(
    database.pool,
    { ...{ match, search, wanted: 20 }, viewer: everybody, before: undefined },
    1,
  );
  expect(page.some(({ contactId }) => contactId !== idOf(CONTACT, 3))).toBe(true);
});

test("questions are about something: most of them have answers", async () => {
  const counts = await Promise.all(
    QUESTIONS.map(async ([, words, filter]) => {
      const search = { ...filter, words: questionForms(words) };
      const match = wordQuery(await stemWords(database.pool, search.words), search);
      return (await plainly(match, search, everybody)).length;
    }),
  );
  expect(counts.filter((count) => count > 0).length).toBeGreaterThanOrEqual(QUESTIONS.length - 4);
});

/** The same, read from all messages without a thought for how long it takes. */
async function plainly(match: string, search: MessageSearch, viewer: Principal) {
  const { rows } = await database.pool.query<{
    readonly id: string;
    readonly queue: string;
    readonly assignee: string | null;
    readonly channel: string;
    readonly contact: string;
    readonly conversation: string;
    readonly author: string | null;
    readonly at: Date;
  }>(
    `select m.id, c.queue_id as queue, c.assignee_id as assignee, c.channel, c.contact_id as contact,
       c.id as conversation, coalesce(a.name, p.name) as author, m.created_at as at
     from messages m join message_words w on w.message_id = m.id
       join conversations c on c.id = m.conversation_id
       left join agents a on a.id = m.agent_id left join contacts p on p.id = m.contact_id
     where w.words @@ $1::tsquery order by m.created_at desc, m.id desc`,
    [match],
  );
  return rows.filter(
    (row) =>
      (viewer.kind !== "agent" || viewer.queueIds.includes(row.queue as QueueId)) &&
      (search.queueId ?? row.queue) === row.queue &&
      (search.channel ?? row.channel) === row.channel &&
      (search.contactId ?? row.contact) === row.contact &&
      (search.conversationId ?? row.conversation) === row.conversation &&
      (row.author ?? "").toLowerCase().includes(search.authorName ?? "") &&
      (search.since === undefined || row.at.getTime() >= Date.parse(search.since)) &&
      (search.until === undefined || row.at.getTime() < Date.parse(search.until)),
  );
}
