import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { asId } from "@circuito/domain";
import {
  createLedgerWriter,
  type Database,
  LedgerUnavailable,
  openDatabase,
  saveInbox,
} from "@circuito/store";
import { createTestDatabase, type TestDatabase } from "@circuito/store/testing";
import { uuidv7 } from "uuidv7";
import { createInboxes, type Inboxes } from "../../inboxes/inboxes.ts";
import { createLog } from "../../log/log.ts";
import { createSealer } from "../../secrets/seal.ts";
import { memoryMedia, testSigner } from "../../testing/memory-media.ts";
import { noTranscript } from "../../testing/no-transcript.ts";
import { createPublicDoor } from "../public-door.ts";
import { formArea } from "./form-area.tsx";
import { progressToken } from "./form-token.ts";

const PUBLIC_URL = "https://gateway.example";
const SITE = "https://www.loja.example";
const FORM = "00000000-0000-7000-8000-0000000000f1";
const MAILBOX = "00000000-0000-7000-8000-0000000000f2";
const START = Date.UTC(2026, 10, 27, 12);
const HOUR = 60 * 60_000;

let testDatabase: TestDatabase;
let database: Database;
let inboxes: Inboxes;
let server: Server;
let url: string;
let now = START;
let isStoreDown = false;
const lines: string[] = [];
/** Each test is somebody else: rates are by address. */
let visitor = 0;
beforeEach(() => {
  visitor += 1;
  isStoreDown = false;
});

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, connectionsMax: 4, applicationName: "test" });
  const inbox = { secretsSealed: null, enabled: true, tellsProtocol: true };
  await saveInbox(database.pool, {
    ...inbox,
    id: asId(MAILBOX),
    name: "Loja",
    channel: "email",
    settings: { address: "loja@loja.example" },
  });
  await saveInbox(database.pool, {
    ...inbox,
    id: asId(FORM),
    name: "Fale conosco",
    channel: "form",
    settings: {
      title: { "pt-BR": "Fale conosco" },
      fields: [
        { key: "name", kind: "name" },
        { key: "email", kind: "email", required: true },
        { key: "phone", kind: "phone" },
        {
          key: "matter",
          kind: "choice",
          label: { "pt-BR": "Motivo", en: "Matter" },
          options: [{ id: "invoice", label: { "pt-BR": "2ª via", en: "Invoice" } }],
        },
        { key: "message", kind: "message", required: true },
      ],
      consent: { "pt-BR": "Li a política de privacidade." },
      takesFiles: true,
      allowedOrigins: [SITE],
      answersIn: MAILBOX,
    },
  });
  const log = createLog({
    level: "debug",
    secrets: [],
    readable: false,
    write: (line) => void lines.push(line),
  });
  const writer = createLedgerWriter(database);
  const media = memoryMedia();
  const clock = () => now;
  inboxes = createInboxes(database, ["form", "email"], {
    database,
    mayReach: () => false,
    sealer: createSealer(Buffer.alloc(32, 1)),
    publicUrl: PUBLIC_URL,
    ledger: {
      ...writer,
      append: (entries) => {
        if (isStoreDown) throw new LedgerUnavailable("down");
        return writer.append(entries);
      },
    },
    localMeans: () => ({ folder: "" }),
    wakeOutbox: () => {},
    nudgeInbound: async () => undefined,
    transcript: noTranscript,
    media,
    signer: testSigner,
    now: clock,
    newId: uuidv7,
    log,
  });
  const parts = {
    database,
    publicUrl: PUBLIC_URL,
    addressOf: (_: string | undefined, forwarded: string | undefined) => forwarded ?? "::1",
    now: clock,
    newId: uuidv7,
    log,
  };
  const area = formArea({ ...parts, inboxes, signer: testSigner, media });
  server = createServer(createPublicDoor(parts, [area]));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await inboxes.stop();
  await database.close();
  await testDatabase.drop();
});

const open = (query = "", id = FORM) => fetch(`${url}/f/${id}${query}`);

/** The page's hidden field, as a browser has it. */
async function token(): Promise<string> {
  const html = await (await open()).text();
  return /name="_page" value="([^"]+)"/.exec(html)?.[1] ?? "";
}

type Typed = Readonly<Record<string, string | File>>;

const TYPED = {
  name: "Ana Souza",
  email: "ana@example.com",
  phone: "",
  matter: "invoice",
  message: "Não recebi o pedido 123.",
  consent: "on",
  _website: "",
};

/** Opens the page, reads for a while, fills it in and sends it. */
async function send(typed: Typed = {}, page?: string, headers: Record<string, string> = {}) {
  const body = new FormData();
  const _page = page ?? (await token());
  if (page === undefined) now += 10_000;
  for (const [name, value] of Object.entries({ _page, ...TYPED, ...typed }))
    body.append(name, value);
  return post(body, headers);
}

function post(body: BodyInit, headers: Record<string, string> = {}) {
  const from = { "x-forwarded-for": `10.0.0.${visitor}`, origin: PUBLIC_URL, ...headers };
  return fetch(`${url}/f/${FORM}?lang=pt-BR`, {
    method: "POST",
    body,
    headers: from,
    redirect: "manual",
  });
}

const rows = async () =>
  (
    await database.pool.query<{
      external_id: string;
      collision: number;
      element: { text: string };
    }>("select external_id, collision, element from ledger order by id")
  ).rows;
const newest = async () => (await rows()).at(-1);

test("the page is whole without a script, in three languages, for the sites that were named", async () => {
  const response = await open("?lang=en", FORM);
  const html = await response.text();
  expect(html).toContain('<html lang="en">');
  expect(html).not.toContain("<script");
  expect(html).toMatch(/<label for="f-email">E-mail<\/label>/);
  expect(html).toMatch(/<label for="f-matter">Matter/);
  expect(html).toContain('autocomplete="email"');
  const { "content-security-policy": csp, "cache-control": cache } = Object.fromEntries(
    response.headers,
  );
  expect(csp).toContain(`frame-ancestors ${SITE}`);
  expect(cache).toBe("no-store");
  expect(response.headers.get("x-frame-options")).toBeNull();
});

test("fields are filled in by the address, and nothing in it is HTML", async () => {
  const html = await (await open("?name=%22%3E%3Cscript%3E&message=Oi&answersIn=x")).text();
  expect(html).toContain('value="&quot;>&lt;script>"');
  expect(html).toMatch(/<textarea[^>]*>Oi<\/textarea>/);
});

test.each([MAILBOX, randomUUID(), "x"])("there is no form at %s", async (id) => {
  expect((await open("", id)).status).toBe(404);
});

test("what is sent is in the ledger before thanks are said, and its link says how far it is", async () => {
  const response = await send();
  expect(response.status).toBe(303);
  const row = await newest();
  expect(row?.element).toMatchObject({
    from: `form:${row?.external_id}`,
    text: "Não recebi o pedido 123.\n\nMotivo: 2ª via\nConcordou com: Li a política de privacidade.",
    claims: { email: "ana@example.com" },
    mail: { origin: "form", isAuthenticated: false },
  });
  const thanks = await fetch(`${url}${response.headers.get("location")}`);
  const html = await thanks.text();
  expect(html).toContain("Recebemos sua mensagem");
  // It is not routed in this test.
  expect(html).toContain('http-equiv="refresh"');
  expect(html).not.toContain("ana@example.com");
  expect(html).not.toContain("pedido 123");
});

test("sent twice it is one form, and other words after going back are kept, too", async () => {
  const page = await token();
  now += 10_000;
  const before = (await rows()).length;
  const [first, second] = [await send({}, page), await send({}, page)];
  expect(second.headers.get("location")).toBe(first.headers.get("location"));
  expect(await rows()).toHaveLength(before + 1);
  await send({ message: "Chegou!" }, page);
  expect(await newest()).toMatchObject({
    collision: 1,
    element: { text: expect.stringMatching(/^Chegou!/) },
  });
});

test("files are kept with it, called what they are", async () => {
  await send({ _files: new File(["%PDF-1.7 nota"], "nota fiscal.exe.pdf", { type: "text/html" }) });
  expect((await newest())?.element).toMatchObject({
    media: [{ fileName: "nota fiscal.exe.pdf", mimeType: "application/pdf" }],
  });
});

describe("what cannot be taken comes back with all that was typed", () => {
  test.each<[string, Typed, string, string]>([
    ["no message", { message: " \u200b " }, "f-message", "Preencha este campo."],
    ["no address", { email: "" }, "f-email", "Preencha este campo."],
    ["an address that is none", { email: "ana@" }, "f-email", "Digite um e-mail"],
    [
      "a header in the address",
      { email: "a@example.com\r\nBcc: b@example.com" },
      "f-email",
      "Digite um e-mail",
    ],
    ["letters for a phone", { phone: "ligue-me" }, "f-phone", "Digite o telefone"],
    ["a name of 10 KB", { name: "a".repeat(10_240) }, "f-name", "longo demais"],
    ["a choice that is none", { matter: "__proto__" }, "f-matter", "Escolha uma das opções."],
    ["no consent", { consent: "off" }, "f-consent", "Marque para poder enviar."],
    ["a program", { _files: new File(["MZ"], "a.png") }, "f-_files", "é um programa"],
    [
      "a page dressed as a picture",
      { _files: new File(["<html>"], "a.png") },
      "f-_files",
      "é um programa",
    ],
  ])("%s", async (_, change, field, words) => {
    const before = (await rows()).length;
    const response = await send({ message: "Minhas palavras", ...change });
    const html = await response.text();
    expect(response.status).toBe(422);
    expect(html).toContain('role="alert"');
    expect(html).toContain(`href="#${field}"`);
    expect(html).toContain(words);
    if (change.message === undefined) expect(html).toContain("Minhas palavras");
    expect(await rows()).toHaveLength(before);
  });

  test.each<[string, () => Promise<Response>]>([
    [
      "a page that was open for a day",
      async () => {
        const page = await token();
        now += 25 * HOUR;
        return send({}, page);
      },
    ],
    ["a page sent faster than anybody reads", async () => send({}, await token())],
    ["the field that nobody sees, filled in", () => send({ _website: "https://spam.example" })],
    [
      "a page of another form",
      async () => {
        now += 10_000;
        return send({}, (await token()).replace(/^.{8}/, "00000000"));
      },
    ],
    ["no page at all", async () => send({}, "")],
  ])("%s", async (_, act) => {
    const before = (await rows()).length;
    const response = await act();
    const html = await response.text();
    expect(response.status).toBe(422);
    expect(html).toContain("Nada se perdeu.");
    expect(html).toContain("Não recebi o pedido 123.");
    expect(await rows()).toHaveLength(before);
    // A person sends it once more.
    const again = /name="_page" value="([^"]+)"/.exec(html)?.[1] ?? "";
    now += 10_000;
    expect((await send({}, again)).status).toBe(303);
  });

  test("a store that is down: 503, and nothing is thanked for", async () => {
    isStoreDown = true;
    const response = await send();
    expect(response.status).toBe(503);
    expect(await response.text()).toContain("Ela continua aqui");
  });

  test("more than ten in ten minutes from one address: 429, with when to try again", async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 11; i += 1) statuses.push((await send()).status);
    expect(statuses).toEqual([...Array(10).fill(303), 429]);
    const response = await send();
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await response.text()).toContain("Não recebi o pedido 123.");
  });

  test("whoever has an IPv6 network has many addresses, and is one sender", async () => {
    const from = (i: number) => ({ "x-forwarded-for": `2001:db8:1:2::${i.toString(16)}` });
    const statuses: number[] = [];
    for (let i = 1; i <= 11; i += 1) statuses.push((await send({}, undefined, from(i))).status);
    expect(statuses).toEqual([...Array(10).fill(303), 429]);
  });
});

describe("what no page of ours sends is refused (B-47)", () => {
  test.each<[string, () => Promise<Response>, number]>([
    [
      "a field twice",
      async () => {
        const body = new FormData();
        body.append("email", "a@example.com");
        body.append("email", "b@example.com");
        return post(body);
      },
      400,
    ],
    ["a field that the form does not ask", () => send({ "from[]": "x" }), 400],
    [
      "5,000 fields",
      async () => {
        const body = new FormData();
        for (let i = 0; i < 5_000; i += 1) body.append(`field-${i}`, "x");
        return post(body);
      },
      400,
    ],
    ["words where a file is", () => send({ _files: "x" }), 400],
    ["JSON", () => post("{}", { "content-type": "application/json" }), 400],
    [
      "half a body",
      () => post("--x\r\n", { "content-type": "multipart/form-data; boundary=x" }),
      400,
    ],
    ["another site's form", () => send({}, undefined, { origin: "https://evil.example" }), 403],
    ["11 MB", () => send({ _files: new File([new Uint8Array(11 * 1024 * 1024)], "a.png") }), 413],
  ])("%s", async (_, act, status) => {
    const before = (await rows()).length;
    expect((await act()).status).toBe(status);
    expect(await rows()).toHaveLength(before);
  });
});

test.each([
  ["cut off", (token: string) => token.slice(0, -1)],
  ["without its signature", (token: string) => token.slice(0, 36)],
  ["with a signature of one letter", (token: string) => token.slice(0, 38)],
  [
    "of another form",
    () => progressToken(testSigner, MAILBOX, "00000000-0000-4000-8000-000000000000"),
  ],
  [
    "of a form that nobody sent",
    () => progressToken(testSigner, FORM, "00000000-0000-4000-8000-000000000000"),
  ],
])("a follow-up link %s leads nowhere", async (_, change) => {
  await send();
  const id = (await newest())?.external_id ?? "";
  const path = `${url}/f/${FORM}/sent/`;
  expect((await fetch(path + change(progressToken(testSigner, FORM, id)))).status).toBe(404);
});

test("logs say what happened and not what was typed", () => {
  expect(lines.join("")).toContain("form shown again");
  for (const word of ["ana@example.com", "pedido 123", "Souza"])
    expect(lines.join("")).not.toContain(word);
});
