import { strFromU8, unzipSync } from "fflate";
import { type Client, createWebStage, type WebStage } from "../web/testing/web-stage.ts";
import { personArchive } from "./archive-schema.ts";
import { type CanaryPerson, newCanaryPerson } from "./testing/canary-person.ts";

let stage: WebStage;
let admin: Client;
let ana: CanaryPerson;
beforeAll(async () => {
  stage = await createWebStage();
  admin = await stage.logIn(await stage.newPerson({ role: "admin", name: "Eva" }));
  ana = await newCanaryPerson(stage, admin);
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});

interface Archive {
  readonly names: readonly string[];
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly page: string;
  readonly data: ReturnType<typeof personArchive.parse>;
  /** Everything in it, as one string. */
  readonly all: string;
}

async function archiveOf(id: string, query = "", client = admin): Promise<Archive> {
  const answer = await fetch(`${stage.url}/api/v1/contacts/${id}/export${query}`, {
    headers: { cookie: client.cookie ?? "" },
  });
  expect(answer.status).toBe(200);
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
  const text = (name: string) => strFromU8(files[name] ?? new Uint8Array());
  return {
    files,
    names: Object.keys(files),
    page: text("index.html"),
    data: personArchive.parse(JSON.parse(text("data.json"))),
    all: Object.values(files)
      .map((bytes) => strFromU8(bytes))
      .join("\n"),
  };
}

const missing = (words: readonly string[], text: string) =>
  words.filter((word) => !text.includes(word));

test("everything that a person said and was told is in their archive, for programs", async () => {
  const { data, all } = await archiveOf(ana.contactId);
  // A file's own words are in the file.
  const inData = ana.given.filter((word) => !word.endsWith("anexo"));
  expect(missing(inData, JSON.stringify(data))).toEqual([]);
  expect(missing(ana.given, all)).toEqual([]);
  expect(data.conversations.map(({ channel }) => channel).sort()).toEqual([
    ...["email", "form", "sms", "webchat"],
  ]);
});

test("and in its page for people, without anything from elsewhere", async () => {
  const { page } = await archiveOf(ana.otherId, "?language=en");
  const shown = ana.given.filter((word) => !/anexo|destinatario/.test(word));
  expect(missing(shown, page)).toEqual([]);
  expect(page).toContain('<html lang="en">');
  expect(page).toContain("Your personal data");
  expect(page).not.toMatch(/<script|https?:|src=/i);
});

test("what colleagues told each other is in it when an admin chooses so", async () => {
  const without = await archiveOf(ana.contactId);
  expect(ana.notes.filter((word) => without.all.includes(word))).toEqual([]);
  expect(without.data.leftOut).toContain("internal-notes");

  const withNotes = await archiveOf(ana.contactId, "?notes=1");
  expect(missing(ana.notes, JSON.stringify(withNotes.data))).toEqual([]);
  expect(missing(ana.notes, withNotes.page)).toEqual([]);
  expect(withNotes.data.leftOut).not.toContain("internal-notes");
});

test("what somebody else wrote is theirs, and that it is there is told", async () => {
  const { all, data } = await archiveOf(ana.contactId, "?notes=1");
  expect(ana.ofOthers.filter((word) => all.includes(word))).toEqual([]);
  const mail = data.conversations.find(({ channel }) => channel === "email");
  expect(mail?.messages.map(({ from }) => from)).toEqual(["you", "other-person"]);
  expect(data.leftOut).toContain("words-of-others");
  expect(data.writtenToOthers).toMatchObject([{ messages: [{ from: "you" }] }]);
});

test("files are in it as they are, under names that lead nowhere else", async () => {
  const { names, files, data } = await archiveOf(ana.contactId);
  const mail = data.conversations.find(({ channel }) => channel === "email");
  const [file] = mail?.messages[0]?.files ?? [];
  expect(Buffer.from(files[file?.path ?? ""] ?? [])).toEqual(ana.attachment);
  expect(Buffer.from(files[mail?.messages[0]?.mail?.source ?? ""] ?? [])).toEqual(ana.source);
  expect(names.filter((name) => /(^\/)|\.\.|\\/.test(name))).toEqual([]);
  expect(names).toEqual(expect.arrayContaining(["index.html", "data.json", "schema.json"]));
});

test("who asked for it, and of whom, is written down, and nothing else", async () => {
  await archiveOf(ana.contactId);
  const { body } = await admin.send(
    "GET",
    `/api/v1/audit?action=exportContact&object=contacts/${ana.contactId}`,
  );
  expect(body.items[0]).toMatchObject({
    ...{ actor: { kind: "agent", name: "Eva" }, action: "exportContact", outcome: "done" },
    ...{ object: `contacts/${ana.contactId}`, objectName: null, differences: [] },
  });
  expect(JSON.stringify(body)).not.toContain("Canario");
});

test("a hostile name is text in the page", async () => {
  const { pool } = stage.scene.database;
  const id = await stage.scene.newConversation({
    contactName: `<img src=x onerror="alert(1)">`,
    title: "</title><script>alert(2)</script>",
  });
  const { rows } = await pool.query("select contact_id as id from conversations where id = $1", [
    id,
  ]);
  const { page } = await archiveOf(rows[0].id);
  expect(page).toContain("&#60;img src=x");
  expect(page).not.toMatch(/<img|<script/);
});

test("a file whose bytes are lost does not keep the rest from anybody", async () => {
  const { pool } = stage.scene.database;
  const id = await stage.scene.newConversation({ contactName: "Davi" });
  await pool.query(
    `insert into messages (id, conversation_id, seq, previous_public_seq, direction, contact_id, text, media)
      select gen_random_uuid(), id, 1, 0, 'inbound', contact_id, 'oi', $2 from conversations where id = $1`,
    [
      id,
      JSON.stringify([
        {
          ...{ fileName: "recibo.exe", mimeType: "x/y", sizeBytes: 1, state: "stored" },
          sha256: "0".repeat(64),
        },
      ]),
    ],
  );
  const { rows } = await pool.query("select contact_id as id from conversations where id = $1", [
    id,
  ]);
  const { names, data } = await archiveOf(rows[0].id);
  expect(data.conversations[0]?.messages[0]?.text).toBe("oi");
  expect(names.filter((name) => name.startsWith("files/"))).toEqual([
    expect.stringMatching(/\/1-1-recibo\.exe\.bin\.missing\.txt$/),
  ]);
});

test("ten thousand messages are read in pages", async () => {
  const { pool } = stage.scene.database;
  const id = await stage.scene.newConversation({ contactName: "Otto" });
  await pool.query(
    `insert into messages (id, conversation_id, seq, previous_public_seq, direction, contact_id, text)
      select gen_random_uuid(), c.id, n, n - 1, 'inbound', c.contact_id,
        'mensagem ' || n || repeat(' de Otto', 20)
      from conversations c, generate_series(1, 10000) n where c.id = $1`,
    [id],
  );
  const { rows } = await pool.query("select contact_id as id from conversations where id = $1", [
    id,
  ]);
  const statements = jest.spyOn(pool, "query");
  const { data } = await archiveOf(rows[0].id);
  // Three passes in pages of 200 and of 40, and what is small.
  expect(statements.mock.calls.length).toBeLessThan(150);
  statements.mockRestore();
  const numbers = data.conversations[0]?.messages.map(({ number }) => number);
  expect(numbers).toEqual(Array.from({ length: 10_000 }, (_, n) => n + 1));
});
