import {
  type AgentId,
  asId,
  findExcerpt,
  type Principal,
  type QueueId,
  questionForms,
  questionWords,
} from "../../../packages/domain/src/index.ts";
import {
  type Database,
  type MessageSearch,
  type Queryable,
  searchMessages,
} from "../../../packages/store/src/index.ts";
import { parseCursor } from "../../../packages/store/src/reading/cursor.ts";
import { type Timing, timingOf } from "../../bench/timings.ts";
import { AGENT, type Archive, CONTACT, CONVERSATION, DAY_MS, idOf, NOW, QUEUE } from "./archive.ts";
import { FAMILY_NAMES, pick, seeded, wordOf } from "./vocabulary.ts";

/** As the console asks. */
const PAGE = 30;
/** Asked before anything is counted: connections, plans, the first pages of the indexes. */
const WARM_UP = 3;

type Asked = Omit<MessageSearch, "words"> & {
  readonly words: string;
  /** Which page is waited for; the ones before it are turned without being counted. */
  readonly page?: number;
};

export interface MeasuredQuestion extends Timing {
  readonly viewer: string;
  /** Hits on the page, on average. */
  readonly found: number;
  /** The one that took longest. */
  readonly slowest: Asked;
}

const everybody: Principal = { kind: "api-key", id: "bench", name: "bench", role: "admin" };
const agentOf = (...queues: readonly number[]): Principal => ({
  ...{ kind: "agent", id: asId<AgentId>(idOf(AGENT, 7)), name: "bench", role: "agent" },
  queueIds: queues.map((n) => asId<QueueId>(idOf(QUEUE, n))),
});

/** Queues have conversations as 1 to n: the first has 19 %, the second 11 %, the ninth 3 %, the last but one 0.7 %. */
const VIEWERS: Readonly<Record<string, Principal>> = {
  supervisor: everybody,
  "agent of two queues": agentOf(1, 8),
  "agent of the smallest queue": agentOf(38),
};

type Questions = Readonly<Record<string, () => Asked>>;

function questionsOf(archive: Archive, random: () => number): Questions {
  const language = () => pick(["pt-BR", "pt-BR", "pt-BR", "en", "es"] as const, random());
  const word = (from: number, to: number) => {
    const words = archive.words[language()];
    return words[from + Math.floor(random() * (to - from))] ?? "";
  };
  const rare = () => word(10_000, 20_000);
  const middling = () => word(300, 3_000);
  const common = () => word(0, 20);
  const like = () => {
    const words = archive.words[language()];
    return wordOf(words, random);
  };
  const plain = (said: string) => said.normalize("NFD").replace(/\p{M}/gu, "");
  const ago = (days: number) => new Date(NOW - days * DAY_MS).toISOString();
  const one = (kind: number, count: number) => idOf(kind, Math.floor(random() * count));
  return {
    "a rare word": () => ({ words: rare() }),
    "a middling word": () => ({ words: middling() }),
    "a common word": () => ({ words: common() }),
    "two letters, being typed": () => ({ words: like().slice(0, 2) }),
    "two words": () => ({ words: `${like()} ${like()}` }),
    "a common and a rare word": () => ({ words: `${common()} ${rare()}` }),
    "six words": () => ({ words: Array.from({ length: 6 }, like).join(" ") }),
    "a name": () => ({ words: pick(FAMILY_NAMES, random()) }),
    "an order number": () => ({ words: String(Math.floor(1e6 + random() * 9e6)) }),
    "the beginning of an order number": () => ({ words: String(Math.floor(100 + random() * 900)) }),
    "accents left out": () => ({ words: plain(word(0, 400)) }),
    "another form of a word": () => ({ words: pick(FORMS, random()) }),
    "nothing found": () => ({ words: `xq${Math.floor(random() * 1e9)}zz` }),
    "common words never together": () => ({ words: `${common()} xq` }),
    "a middling word in a small queue": () => ({ words: middling(), queueId: idOf(QUEUE, 38) }),
    "a common word in a small queue": () => ({ words: common(), queueId: idOf(QUEUE, 38) }),
    "a common word on a channel": () => ({ words: common(), channel: "sms" }),
    "a middling word of the last 7 days": () => ({ words: middling(), since: ago(7) }),
    "a common word of a week two years ago": () => ({
      ...{ words: common(), since: ago(700), until: ago(693) },
    }),
    "a middling word of a year": () => ({ words: middling(), since: ago(500), until: ago(135) }),
    "a common word of a customer": () => ({
      ...{ words: common(), contactId: one(CONTACT, archive.contacts) },
    }),
    "a common word in a conversation": () => ({
      ...{ words: common(), conversationId: one(CONVERSATION, archive.conversations) },
    }),
    "a common word by whoever": () => ({ words: common(), authorName: "conceição mu" }),
    "a middling word by one name": () => ({ words: middling(), authorName: "Ana Souza 0" }),
    "a common word with a file": () => ({ words: common(), hasFile: true }),
    "a common word, second page": () => ({ words: common(), page: 2 }),
    "a middling word, fifth page": () => ({ words: middling(), page: 5 }),
  };
}

const FORMS =
  "cancelar cancelou pagando devolução solicitado refunded delivering pagaron confirmações".split(
    " ",
  );

export async function measureQuestions(
  database: Database,
  archive: Archive,
  options: { readonly seed: number; readonly times: number; readonly tell: (line: string) => void },
): Promise<readonly MeasuredQuestion[]> {
  const { seed, times, tell } = options;
  const measured: MeasuredQuestion[] = [];
  for (const [viewer, principal] of Object.entries(VIEWERS)) {
    tell(`asked by: ${viewer}`);
    for (const [name, question] of Object.entries(questionsOf(archive, seeded(seed + 2)))) {
      const took: { readonly ms: number; readonly asked: Asked }[] = [];
      let hits = 0;
      for (let n = -WARM_UP; n < times; n += 1) {
        const asked = question();
        const answer = await ask(database, asked, principal);
        if (n < 0) continue;
        took.push({ ms: answer.ms, asked });
        hits += answer.hits;
      }
      const slowest = took.toSorted((a, b) => b.ms - a.ms)[0]?.asked ?? question();
      const timing = timingOf(
        name,
        took.map(({ ms }) => ms),
      );
      measured.push({ ...timing, viewer, found: Math.round(hits / times), slowest });
    }
  }
  return measured;
}

/** As the API does: in a transaction of its own, and with excerpts of what is found. */
async function ask(database: Database, asked: Asked, viewer: Principal) {
  const { page = 1, words, ...filter } = asked;
  const search = { ...filter, words: questionForms(words) };
  let cursor: ReturnType<typeof parseCursor>;
  for (let n = 1; n < page; n += 1) {
    const before = await searchMessages(database.pool, search, viewer, cursor, PAGE);
    if (before.nextCursor === null) break;
    cursor = parseCursor(before.nextCursor);
  }
  const startedAt = performance.now();
  const { items, beginnings } = await database.transaction(({ client }) =>
    searchMessages(client, search, viewer, cursor, PAGE),
  );
  for (const { text } of items) findExcerpt(text, questionWords(words), beginnings);
  return { ms: performance.now() - startedAt, hits: items.length };
}

/** How PostgreSQL answered the slowest question of a name, every statement of it. */
export async function explainQuestion(
  database: Database,
  measured: readonly MeasuredQuestion[],
  name: string,
): Promise<string> {
  const lines: string[] = [];
  for (const { viewer, slowest } of measured.filter((one) => one.name === name)) {
    const { words, page: _, ...filter } = slowest;
    lines.push(`-- ${name}, ${viewer}: ${JSON.stringify(slowest)}`);
    const explaining = {
      async query(query: { readonly text: string; readonly values: unknown[] }) {
        const { rows } = await database.pool.query({
          text: `explain (analyze, buffers) ${query.text}`,
          values: query.values,
        });
        lines.push(...rows.map((row) => String(row["QUERY PLAN"])), "");
        return database.pool.query({ text: query.text, values: query.values });
      },
    };
    const principal = VIEWERS[viewer] ?? everybody;
    const search = { ...filter, words: questionForms(words) };
    await searchMessages(explaining as unknown as Queryable, search, principal, undefined, PAGE);
  }
  return lines.join("\n");
}
