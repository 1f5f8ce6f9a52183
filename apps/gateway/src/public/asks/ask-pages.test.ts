import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type AskId, asId, confirmationChoices } from "@circuito/domain";
import { type Database, openDatabase } from "@circuito/store";
import { createTestDatabase, type TestDatabase } from "@circuito/store/testing";
import { uuidv7 } from "uuidv7";
import { createAskLinks } from "../../asks/ask-links.ts";
import { createLog } from "../../log/log.ts";
import { createPublicDoor } from "../public-door.ts";
import { askPages } from "./ask-pages.ts";

const PUBLIC_URL = "https://gateway.example";
const askLinks = createAskLinks(new Uint8Array(32).fill(7), PUBLIC_URL);
let testDatabase: TestDatabase;
let database: Database;
let server: Server;
let url: string;
let now: number;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, connectionsMax: 4, applicationName: "test" });
  await database.pool.query(
    "insert into settings (key, value) values ('companyName', '\"Loja Ipê\"')",
  );
  const parts = {
    database,
    publicUrl: PUBLIC_URL,
    addressOf: (_peer: string | undefined, forwarded: string | undefined) => forwarded ?? "::1",
    now: () => now,
    newId: uuidv7,
    log: createLog({ level: "error", secrets: [], readable: false, write: () => {} }),
  };
  const desk = {
    ...parts,
    jobs: { nudge: async () => {}, nudgeAt: async () => {} },
    wake: { publish: () => {} },
  };
  const pages = askPages({ ...parts, desk, askLinks });
  server = createServer(createPublicDoor(parts, [{ path: "/a", pages }]));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await database.close();
  await testDatabase.drop();
});
beforeEach(() => {
  now = Date.now();
});

/** A conversation by mail, solved, whose customer was asked. @returns the path of its link */
async function asked(language = "pt"): Promise<{ id: AskId; path: string }> {
  const [id, conversation, contact, inbox] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  const open = {
    ...{ id, kind: "confirmation", choices: confirmationChoices("pt-BR") },
    ...{ askedAt: now - 1_000, endsAt: now + 60_000 },
  };
  await database.pool.query(
    `with i as (insert into inboxes (id, name, channel, settings) values ($4, 'Ajuda', 'email', '{}')),
      p as (insert into contacts (id, name) values ($3, 'Maria Segredo')),
      c as (insert into conversations (id, protocol, inbox_id, channel, address, contact_id, status,
        waiting_on, level, priority, epoch, version, last_seq, last_public_seq, arrived_at, resolved_at,
        language, ask)
        values ($2, $2::uuid::text, $4, 'email', 'mailto:maria@example.com', $3, 'resolved', 'customer', 1, 0,
          1, 1, 0, 0, $5, $5, $7, $6::jsonb))
    insert into asks (id, kind, conversation_id, contact_id, inbox_id, channel, address, state, due_at,
      sent_at, ends_at)
    values ($1, 'confirmation', $2, $3, $4, 'email', 'mailto:maria@example.com', 'open', $5, $5, $8)`,
    [
      ...[id, conversation, contact, inbox, new Date(now - 1_000).toISOString()],
      ...[JSON.stringify(open), language, new Date(now + 60_000).toISOString()],
    ],
  );
  return { id: asId(id), path: pathOf(id) };
}

const pathOf = (id: string) => new URL(askLinks.urlOf(asId(id), undefined)).pathname;

function answer(path: string, value: string, headers: Record<string, string> = {}) {
  return fetch(url + path, {
    method: "POST",
    redirect: "manual",
    body: `answer=${value}`,
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
  });
}

async function stateOf(id: AskId) {
  const { rows } = await database.pool.query(
    `select a.state, a.answer, c.status from asks a join conversations c on c.id = a.conversation_id
     where a.id = $1`,
    [id],
  );
  return rows[0];
}

test("whoever only looks records nothing: a scanner's GET, HEAD and prefetch of every link", async () => {
  const { id, path } = await asked();
  for (const query of ["", "?answer=yes", "?answer=no"]) {
    for (const method of ["GET", "HEAD"]) {
      const response = await fetch(`${url}${path}${query}`, {
        method,
        headers: { purpose: "prefetch", "sec-purpose": "prefetch" },
      });
      expect(response.status).toBe(200);
      expect(response.headers.get("cache-control")).toBe("no-store");
    }
  }
  expect(await stateOf(id)).toEqual({ state: "open", answer: null, status: "resolved" });
});

test("the page asks in the customer's language, proposes what the link said, and names nobody", async () => {
  const { path } = await asked("es");
  const html = await (await fetch(`${url}${path}?answer=no`)).text();
  expect(html).toContain('<html lang="es">');
  expect(html).toContain("Confirmar: No, todavía no");
  expect(html).toContain("Loja Ipê");
  expect(html).not.toContain("Maria");
  expect(html).not.toContain("maria@example.com");
});

test.each([
  ["yes", "resolved", "Que bom que foi resolvido"],
  ["no", "open", "foi reaberto"],
])("%s is recorded, once, and shown again to whoever comes back", async (value, status, words) => {
  const { id, path } = await asked();
  const first = await answer(path, value);
  expect(first.status).toBe(303);
  expect(first.headers.get("location")).toBe(path);
  const other = value === "yes" ? "no" : "yes";
  expect((await answer(path, other)).status).toBe(303);
  expect(await stateOf(id)).toEqual({ state: "answered", answer: value, status });
  expect(await (await fetch(url + path)).text()).toContain(words);
});

test("another site's form, an answer that was not offered and a forged token record nothing", async () => {
  const { id, path } = await asked();
  expect((await answer(path, "yes", { origin: "https://evil.example" })).status).toBe(403);
  expect((await answer(path, "maybe")).status).toBe(400);
  const forged = `${path.slice(0, -1)}${path.endsWith("A") ? "B" : "A"}`;
  expect((await answer(forged, "yes")).status).toBe(404);
  expect((await fetch(url + forged)).status).toBe(404);
  expect((await fetch(url + pathOf(uuidv7()))).status).toBe(404);
  expect(await stateOf(id)).toMatchObject({ state: "open" });
});

test("after its time it is gone, and an answer to it opens nothing", async () => {
  const { id, path } = await asked();
  now += 60_000;
  expect((await fetch(url + path)).status).toBe(410);
  await answer(path, "no");
  expect(await stateOf(id)).toMatchObject({ state: "open", status: "resolved" });
});

test("what an agent opened again needs no answer, and says so", async () => {
  const { id, path } = await asked();
  await database.pool.query("update asks set state = 'withdrawn' where id = $1", [id]);
  expect(await (await fetch(url + path)).text()).toContain("Não é mais preciso responder");
});

test("whoever answers without end is told to wait", async () => {
  const { path } = await asked();
  const from = { "x-forwarded-for": "198.51.100.9" };
  const answers: number[] = [];
  for (let times = 0; times < 21; times += 1) {
    answers.push((await answer(path, "maybe", from)).status);
  }
  expect(answers.slice(0, 20)).toEqual(Array(20).fill(400));
  expect(answers.at(-1)).toBe(429);
});

/** A survey by mail that waits for its score. @returns the path of its link */
async function surveyed(): Promise<string> {
  const { id, path } = await asked();
  await database.pool.query("update asks set kind = 'survey' where id = $1", [id]);
  await database.pool.query(
    `update conversations set ask = ask || '{"kind": "survey", "survey": {"kind": "csat", "thanks": "-"}}'
     where ask->>'id' = $1`,
    [id],
  );
  await database.pool.query(
    `insert into surveys (ask_id, policy_id, version, kind, level, question)
     values ($1, $1, 1, 'csat', 1, 'Como você avalia o nosso atendimento?')`,
    [id],
  );
  return path;
}

const scores = async (path: string) =>
  (
    await database.pool.query("select score, comment from surveys where ask_id = $1", [
      askLinks.open(path.slice("/a/".length)),
    ])
  ).rows[0];

describe("a survey", () => {
  const send = (path: string, fields: Record<string, string>) =>
    fetch(url + path, {
      method: "POST",
      body: new URLSearchParams(fields),
      redirect: "manual",
      headers: { "x-forwarded-for": "203.0.113.9" },
    });
  const look = (path: string, method = "GET") =>
    fetch(url + path, { method, headers: { "x-forwarded-for": "203.0.113.9" } });

  test("looking records nothing, whatever the link proposes, and shows nobody's name", async () => {
    const path = await surveyed();
    await look(`${path}?answer=1`, "HEAD");
    const page = await look(`${path}?answer=4`);
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(html).toContain("Como você avalia o nosso atendimento?");
    expect(html.match(/type="radio"/g)).toHaveLength(5);
    expect(/<input[^>]*checked[^>]*>/.exec(html)?.[0]).toContain('value="4"');
    expect(html).not.toContain("Segredo");
    expect(Buffer.byteLength(html)).toBeLessThan(10_000);
    expect((await scores(path)).score).toBeNull();
  });

  test("a score is kept, said so, and may be changed; words in it are words", async () => {
    const path = await surveyed();
    const answered = await send(path, { answer: "2", comment: "<b>Demorou</b>\u0000" });
    expect([answered.status, answered.headers.get("location")]).toEqual([303, path]);
    const html = await (await look(path)).text();
    expect(html).toContain("Mudar resposta");
    expect(html).toContain("&lt;b>Demorou&lt;/b>");
    await send(path, { answer: "5" });
    expect(await scores(path)).toEqual({ score: 5, comment: "<b>Demorou</b>␀" });
  });

  test.each([[{}], [{ answer: "" }], [{ answer: "6" }], [{ answer: "yes" }], [{ answer: "4.5" }]])(
    "%j is no score: the question is shown again",
    async (fields) => {
      const path = await surveyed();
      const page = await send(path, fields);
      expect(page.status).toBe(400);
      expect(await page.text()).toContain("Escolha uma nota.");
      expect((await scores(path)).score).toBeNull();
    },
  );
});
