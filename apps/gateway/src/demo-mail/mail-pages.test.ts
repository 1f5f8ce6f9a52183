import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import type { OutgoingMail } from "@circuito/connectors/email";
import express from "express";
import { createHttpServer, type HttpServer } from "../http/server.ts";
import { createLetterBox, type Letter, type LetterBox } from "./letter.ts";
import { mailPages } from "./mail-pages.ts";

const SHOP = { address: "atendimento@loja.example.com", authservId: "mx-1.loja.example.com" };
const EVIL = `"><script>alert(1)</script><img src=x onerror=alert(2)>`;

let letters: LetterBox;
let posted: OutgoingMail[];
let smtpUrl: string | undefined;
let refusal: Error | undefined;
let http: HttpServer;
let url: string;

beforeEach(async () => {
  letters = createLetterBox();
  posted = [];
  smtpUrl = "smtp://127.0.0.1:2525";
  refusal = undefined;
  const site = express();
  site.use(
    "/demo/mail",
    mailPages({
      letters,
      shop: SHOP,
      smtpUrl: () => smtpUrl,
      async post(mail) {
        if (refusal) throw refusal;
        posted.push(mail);
      },
      newId: randomUUID,
      now: Date.now,
    }),
  );
  http = createHttpServer(site);
  await http.listen(0, "127.0.0.1");
  url = `http://127.0.0.1:${(http.server.address() as AddressInfo).port}/demo/mail`;
});
afterEach(() => http.close());

function add(change: Partial<Letter> = {}): Letter {
  const letter: Letter = {
    id: randomUUID(),
    direction: "received",
    at: 0,
    from: [{ name: EVIL, address: SHOP.address }],
    replyTo: [{ name: EVIL, address: "atendimento+c.x.y@loja.example.com" }],
    to: [{ name: EVIL, address: "marina@cliente.example.com" }],
    cc: [],
    subject: EVIL,
    messageId: `${randomUUID()}@loja.example.com`,
    inReplyTo: [],
    references: [],
    automatic: EVIL,
    text: EVIL,
    html: "<p>Olá</p>",
    files: [{ name: EVIL, sizeBytes: 1 }],
    headers: [{ name: "x", value: EVIL }],
    ...change,
  };
  letters.add(letter);
  return letter;
}

const read = async (path = "") => (await fetch(url + path)).text();
const tokenIn = (page: string): string => /name="token" value="([^"]+)"/.exec(page)?.[1] ?? "";
const FORM = { fromName: "Marina", from: "marina@cliente.example.com", subject: "Oi", text: "Olá" };

function submit(form: Record<string, string>, headers: Record<string, string> = {}) {
  const body = new URLSearchParams({ ...FORM, ...form });
  return fetch(url, { method: "POST", body, headers, redirect: "manual" });
}

test("whatever a letter says is text, on the page and in its list", async () => {
  const { id } = add();
  for (const path of ["", `/letters/${id}`, `/list?open=${id}`]) {
    const page = await read(path);
    expect(page).toContain("alert(2)");
    expect(page).not.toMatch(/<script>alert|<img/);
  }
});

test("a page runs its own script and no other, and is framed by nobody", async () => {
  const response = await fetch(url);
  const policy = response.headers.get("content-security-policy") ?? "";
  expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-\S+'; script-src 'sha256-\S+';/);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain("unsafe");
});

test("a letter's HTML has an origin of nobody, and no script", async () => {
  const { id } = add();
  const response = await fetch(`${url}/letters/${id}/html`);
  expect(await response.text()).toContain("<p>Olá</p>");
  const policy = response.headers.get("content-security-policy") ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).toMatch(/sandbox allow-popups allow-popups-to-escape-sandbox$/);
  expect((await fetch(`${url}/letters/${randomUUID()}/html`)).status).toBe(404);
  expect((await fetch(`${url}/letters/${randomUUID()}`)).status).toBe(404);
});

test("a form of this page is handed over, and an answer names its letter", async () => {
  const { id, messageId } = add({ subject: "Re: Oi" });
  const token = tokenIn(await read(`/letters/${id}`));
  const response = await submit({ token, answers: id, vouched: "yes" });
  expect(response.status).toBe(303);
  expect(response.headers.get("location")).toBe(`/demo/mail/letters/${id}?sent=yes`);
  expect(posted).toMatchObject([
    { envelope: { to: ["atendimento+c.x.y@loja.example.com"] }, inReplyTo: messageId },
  ]);
  expect(posted[0]?.headers).toHaveProperty("Authentication-Results");
  expect(await read("?sent=yes")).toContain("Enviada.");
});

test.each<[string, Record<string, string>, Record<string, string>, number]>([
  ["without the page's token", { token: "" }, {}, 403],
  ["with another token", { token: "x".repeat(24) }, {}, 403],
  ["from another site", {}, { "sec-fetch-site": "cross-site" }, 403],
  ["from a neighbour", {}, { "sec-fetch-site": "same-site" }, 403],
  ["with no address", { from: "marina" }, {}, 422],
  ["with a header of its own", { from: "a@x.example\r\nBcc: b@x.example" }, {}, 422],
  ["to a letter that is gone", { answers: randomUUID() }, {}, 404],
])("a form %s sends nothing, and what was typed stays", async (_, form, headers, status) => {
  const token = tokenIn(await read());
  const response = await submit({ token, text: "bem escrito", ...form }, headers);
  expect(response.status).toBe(status);
  const page = await response.text();
  expect(page).toContain('role="alert"');
  expect(page).toContain("bem escrito</textarea>");
  expect(posted).toEqual([]);
});

test("what the server says against a letter is shown as it said it", async () => {
  refusal = new Error("451 4.3.0 try again <later>");
  const response = await submit({ token: tokenIn(await read()) });
  expect(response.status).toBe(502);
  expect(await response.text()).toContain("451 4.3.0 try again &#60;later&#62;");
});

test("where nobody takes mail there is no form", async () => {
  smtpUrl = undefined;
  expect(await read()).not.toContain("<form");
});

test("a program reads what the page shows", async () => {
  const { id } = add();
  const response = await fetch(`${url}/letters.json`);
  expect(await response.json()).toMatchObject({ letters: [{ id, subject: EVIL }] });
});
