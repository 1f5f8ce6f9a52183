import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { attendantView, rehearsal } from "@circuito/protocol";
import { type Client, createWebStage, type WebStage } from "./testing/web-stage.ts";

let stage: WebStage;
let admin: Client;
let path: string;
beforeAll(async () => {
  stage = await createWebStage();
  admin = await stage.logIn(await stage.newPerson({ role: "admin" }));
  path = `/api/v1/inboxes/${stage.scene.inboxId}/attendant`;
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});

const flow = {
  language: "pt-BR",
  greeting: { "pt-BR": "Olá!" },
  menu: {
    words: { "pt-BR": "Qual assunto?" },
    options: [
      { id: "sales", label: { "pt-BR": "Vendas" } },
      {
        id: "finance",
        label: { "pt-BR": "Financeiro" },
        menu: {
          words: { "pt-BR": "Sobre o quê?" },
          options: [{ id: "invoice", label: { "pt-BR": "Boleto" } }],
        },
      },
    ],
  },
  misunderstandingsMax: 2,
  answerWithinMs: 300_000,
};
const put = (body: object) => admin.send("PUT", path, { body });

test("a flow is saved as the next version, and an older one is not saved over it", async () => {
  const none = attendantView.parse((await admin.send("GET", path)).body);
  expect(none).toEqual({ version: 0, flow: null });
  const saved = await put({ version: 0, flow });
  expect(attendantView.parse(saved.body)).toEqual({ version: 1, flow });
  expect((await put({ version: 0, flow: null })).body).toMatchObject({
    code: "conflict",
    details: { because: "newer-version" },
  });
  expect((await admin.send("GET", path)).body).toEqual(saved.body);
});

test("every version can be looked at again, with who saved it", async () => {
  const versions = (await admin.send("GET", `${path}/versions`)).body;
  expect(versions).toEqual({
    items: [expect.objectContaining({ version: 1, isOn: true, savedBy: expect.any(String) })],
    hasMore: false,
  });
  expect((await admin.send("GET", `${path}/versions/1`)).body).toEqual({ version: 1, flow });
  expect((await admin.send("GET", `${path}/versions/0`)).body).toEqual({ version: 0, flow: null });
  expect((await admin.send("GET", `${path}/versions/9`)).status).toBe(404);
  expect((await admin.send("GET", "/api/v1/attendants")).body.items).toEqual([
    { inboxId: stage.scene.inboxId, newest: versions.items[0] },
  ]);
});

test("a flow that leads nowhere is refused with every place where it does", async () => {
  const menu = { words: { "pt-BR": "?" }, options: [] };
  const bad = { ...flow, greeting: { en: "Hi" }, menu, answerWithinMs: 1 };
  const answer = await put({ version: 1, flow: bad });
  expect(answer).toMatchObject({
    status: 400,
    body: {
      code: "invalid",
      message: "flow.greeting.pt-BR: words missing",
      details: {
        mistakes: [
          { at: "greeting.pt-BR", because: "words-missing" },
          { at: "menu.options", because: "no-options" },
          { at: "answerWithinMs", because: "out-of-range" },
        ],
      },
    },
  });
});

test("a rehearsal says what would be said, turn by turn, and writes to nobody", async () => {
  const answer = await admin.send("POST", `${path}/rehearsal`, {
    body: { flow, turns: [{ text: "oi" }, { text: "financeiro" }, { text: "?" }, { text: "0" }] },
  });
  const { steps } = rehearsal.parse(answer.body);
  expect(steps.map(({ kind, because }) => `${kind}: ${because}`)).toEqual([
    "asked: greeted",
    "asked: chose-a-menu",
    "asked: not-understood",
    "handed-over: asked-for-a-person",
  ]);
  expect(steps[1]?.said?.choices.map(({ title }) => title)).toEqual([
    "Boleto",
    "Voltar",
    "Falar com uma pessoa",
  ]);
  expect(steps[3]).toMatchObject({ said: null, menuAnswer: ["finance", "person"] });
  const silent = await admin.send("POST", `${path}/rehearsal`, {
    body: { flow, turns: [{ text: "oi" }, { kind: "silence" }] },
  });
  expect(silent.body.steps[1]).toMatchObject({ because: "no-answer-in-time", menuAnswer: [] });
  const { rows } = await stage.scene.database.pool.query("select from messages");
  expect(rows).toEqual([]);
});

test("the flow of docs/attendant.md is one, and its rehearsal ends where it says", async () => {
  const page = readFileSync(join(import.meta.dirname, "../../../../docs/attendant.md"), "utf8");
  const bodies = [...page.matchAll(/-d '(\{[\s\S]*?\})'\n/g)].map(([, json = ""]) =>
    JSON.parse(json),
  );
  expect(bodies).toHaveLength(2);
  const { version } = (await admin.send("GET", path)).body;
  expect(await put({ ...bodies[0], version })).toMatchObject({ status: 200 });
  const { body } = await admin.send("POST", `${path}/rehearsal`, { body: bodies[1] });
  expect(body.steps.at(-1)).toMatchObject({
    because: "answered",
    menuAnswer: ["finance", "refund"],
    said: { text: "Certo! Já chamo alguém." },
  });
});

test("there is none where there is no inbox", async () => {
  const gone = await admin.send("GET", `/api/v1/inboxes/${randomUUID()}/attendant`);
  expect(gone.body).toMatchObject({ code: "not-found" });
});
