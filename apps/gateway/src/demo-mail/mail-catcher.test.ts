import { randomUUID } from "node:crypto";
import { SmtpSender, smtpSettings } from "@circuito/connectors/email";
import { createLog } from "../log/log.ts";
import { LETTERS_MAX } from "./letter.ts";
import { type MailCatcher, startMailCatcher } from "./mail-catcher.ts";

let catcher: MailCatcher;
let sender: SmtpSender;

beforeEach(async () => {
  const log = createLog({ level: "error", secrets: [], readable: false, write: () => undefined });
  catcher = await startMailCatcher({ newId: randomUUID, now: Date.now, log });
  const settings = { host: "127.0.0.1", port: catcher.port, security: "none", perMinuteMax: 1_000 };
  sender = new SmtpSender(smtpSettings.parse(settings), {
    mayReach: () => true,
    fetch: () => Promise.reject(new Error("no tokens")),
    now: Date.now,
  });
});
afterEach(async () => {
  await sender.stop();
  await catcher.stop();
});

const send = (number: number, change: object = {}) =>
  sender.send(
    {
      envelope: { from: "a@loja.example.com", to: ["m@cliente.example.com"] },
      from: { name: "Loja", address: "a@loja.example.com" },
      to: [{ name: "", address: "m@cliente.example.com" }],
      cc: [],
      subject: `Carta ${number}`,
      text: "Olá",
      messageId: `${number}@loja.example.com`,
      references: [],
      date: 0,
      headers: {},
      attachments: [],
      ...change,
    },
    AbortSignal.timeout(20_000),
  );

test("a letter is shown with its files by name and its HTML made safe", async () => {
  await send(1, {
    html: '<p onclick="x()">Olá<script>alert(1)</script></p>',
    headers: { "Auto-Submitted": "auto-replied" },
    attachments: [
      { fileName: "foto.png", mimeType: "image/png", open: () => Buffer.alloc(300_000) },
    ],
  });
  expect(catcher.letters.all()).toMatchObject([
    {
      direction: "received",
      subject: "Carta 1",
      messageId: "1@loja.example.com",
      automatic: "auto-replied",
      files: [{ name: "foto.png", sizeBytes: 300_000 }],
    },
  ]);
  const html = catcher.letters.all()[0]?.html;
  expect(html).toContain("Olá");
  expect(html).not.toMatch(/script|onclick|alert/);
});

test("the same mail again is the same letter, and the oldest letters make room", async () => {
  await send(1);
  await send(1);
  expect(catcher.letters.all()).toHaveLength(1);
  for (let number = 2; number <= LETTERS_MAX + 2; number += 1) await send(number);
  const subjects = catcher.letters.all().map(({ subject }) => subject);
  expect(subjects).toHaveLength(LETTERS_MAX);
  expect(subjects[0]).toBe(`Carta ${LETTERS_MAX + 2}`);
  expect(subjects).not.toContain("Carta 1");
}, 60_000);

test("a mail that cannot be read is shown as one", async () => {
  const headers = Array.from({ length: 3_000 }, (_, at) => `X-${at}: ${"y".repeat(400)}`);
  await catcher.show(Buffer.from(`${headers.join("\r\n")}\r\n\r\nx`), ["m@cliente.example.com"]);
  expect(catcher.letters.all()).toMatchObject([
    {
      subject: "",
      to: [{ address: "m@cliente.example.com" }],
      text: expect.stringContaining("não pôde ser lida"),
    },
  ]);
});
