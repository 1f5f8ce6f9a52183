import { randomUUID } from "node:crypto";
import { enter, openWith, uuid, write } from "./testing/visitor.ts";

const preChat = {
  skippable: true,
  fields: [
    { key: "name", kind: "name", required: true },
    { key: "email", kind: "email" },
    {
      key: "subject",
      kind: "choice",
      label: { "pt-BR": "Assunto" },
      options: [
        { id: "o-1", label: { "pt-BR": "Boleto" }, tag: "financeiro" },
        { id: "o-2", label: { "pt-BR": "Entrega" } },
      ],
    },
  ],
};
const mustAnswer = { preChat: { ...preChat, skippable: false } };
const said = { name: "Ana", email: "ana@example.com", subject: "o-1" };
const message = (answers?: unknown, clientId: string = randomUUID()) => ({
  clientId,
  text: "olá",
  ...(answers !== undefined && { answers }),
});

test("the form comes with the session, without what only agents read", async () => {
  const { socket } = await enter(openWith({ preChat }));
  const session = await socket.heard("session");
  expect(session).toMatchObject({
    settings: { preChat: { skippable: true, fields: [{ key: "name" }, { key: "email" }, {}] } },
  });
  expect(JSON.stringify(session)).not.toContain("financeiro");
});

test("answers come with the first words: as claims, as something to read, as a tag", async () => {
  const one = openWith({ preChat });
  const { socket, visitorId } = await enter(one);
  expect(await socket.say("message", message(said))).toEqual({ ok: true });
  expect(one.host.rows).toMatchObject([
    {
      from: `visitor:${visitorId}`,
      fromName: "Ana",
      claims: { email: "ana@example.com" },
      chat: {
        special: {
          kind: "form",
          asked: "before-chat",
          fields: [
            { name: "Nome", value: "Ana" },
            { name: "E-mail", value: "ana@example.com" },
            { name: "Assunto", value: "Boleto" },
          ],
        },
        preChat: { chosen: { subject: "financeiro" }, tags: ["financeiro"] },
      },
    },
  ]);
  // To type an address proves nothing: no name of theirs but the visitor's own.
  expect(one.host.rows[0]).not.toHaveProperty("proof");
  expect(one.host.rows[0]).not.toHaveProperty("alsoKnownAs");
});

test("a form that may be skipped is asked for nothing", async () => {
  const one = openWith({ preChat });
  const { socket } = await enter(one);
  expect(await write(socket, "olá")).toEqual({ ok: true });
  expect(one.host.rows[0]).not.toHaveProperty("chat");
});

test("one that may not is asked for at the first words, and never again", async () => {
  const one = openWith(mustAnswer);
  const { socket } = await enter(one);
  expect(await socket.say("message", message())).toMatchObject({
    ok: false,
    code: "form-required",
  });
  expect(one.host.rows).toHaveLength(0);
  expect(await socket.say("message", message(said))).toEqual({ ok: true });
  expect(await socket.say("message", message())).toEqual({ ok: true });
});

test("words that are sent again with their answers are the same words", async () => {
  const one = openWith(mustAnswer);
  const { socket } = await enter(one);
  const first = message(said, uuid(1));
  expect(await socket.say("message", first)).toEqual({ ok: true });
  expect(await socket.say("message", first)).toEqual({ ok: true });
});

test.each<[string, unknown, string]>([
  ["a name that is missing", { email: "ana@example.com" }, "form-invalid"],
  ["an address that is none", { ...said, email: "ana" }, "form-invalid"],
  ["an option that was not offered", { ...said, subject: "o-9" }, "form-invalid"],
  ["a tag in place of an option", { ...said, subject: "financeiro" }, "form-invalid"],
  ["something that is no text", { ...said, name: 7 }, "invalid"],
  ["a list", [], "invalid"],
])("%s is refused again here", async (_name, answers, code) => {
  const one = openWith({ preChat });
  const { socket } = await enter(one);
  expect(await socket.say("message", message(answers))).toMatchObject({ ok: false, code });
  expect(one.host.rows).toHaveLength(0);
});

test("answers to a form that is not asked any more do not hold the words up", async () => {
  const one = openWith();
  const { socket } = await enter(one);
  expect(await socket.say("message", message(said))).toEqual({ ok: true });
  expect(one.host.rows[0]).not.toHaveProperty("chat");
  expect(one.host.rows[0]).not.toHaveProperty("claims");
});

test.each<[string, unknown]>([
  [
    "an option twice",
    {
      fields: [
        {
          ...preChat.fields[2],
          options: [
            { id: "a", label: {} },
            { id: "a", label: {} },
          ],
        },
      ],
    },
  ],
  ["a choice of nothing", { fields: [{ key: "c", kind: "choice", label: { "pt-BR": "x" } }] }],
  ["a kind of ours that nobody knows", { fields: [{ key: "x", kind: "file" }] }],
])("settings with %s are refused", (_name, form) => {
  expect(() => openWith({ preChat: form })).toThrow();
});
