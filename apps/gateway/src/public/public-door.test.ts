import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type Database, openDatabase } from "@circuito/store";
import { createTestDatabase, type TestDatabase } from "@circuito/store/testing";
import { Router } from "express";
import { createLog } from "../log/log.ts";
import { limitAnswers } from "./limit-answers.ts";
import { createPublicDoor, publicPaths } from "./public-door.ts";
import { localeOf } from "./public-locale.ts";
import { PublicProblem } from "./public-problem.ts";
import { PUBLIC_STYLE, PUBLIC_STYLE_PATH } from "./public-style.ts";
import { FORM_BYTES_MAX, readPublicForm } from "./read-public-form.ts";
import { sendPublicPage } from "./send-public-page.tsx";

const PUBLIC_URL = "https://gateway.example";
const lines: string[] = [];
let testDatabase: TestDatabase;
let database: Database;
let server: Server;
let url: string;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, connectionsMax: 2, applicationName: "test" });
  await database.pool.query("insert into settings (key, value) values ('companyName', $1::jsonb)", [
    JSON.stringify("Loja <Ipê>"),
  ]);
  const parts = {
    database,
    publicUrl: PUBLIC_URL,
    addressOf: (_peer: string | undefined, forwarded: string | undefined) => forwarded ?? "::1",
    now: Date.now,
    newId: () => "request-1",
    log: createLog({
      level: "error",
      secrets: [],
      readable: false,
      write: (line) => void lines.push(line),
    }),
  };
  const pages = Router();
  const limit = limitAnswers(parts, { points: 2, seconds: 60 });
  pages.get("/hello", (request, response) => {
    sendPublicPage(
      response,
      { locale: localeOf(request), title: "Oi <b>", children: "5 < 6 & 7" },
      { https: true },
    );
  });
  pages.post("/hello", async (request, response) => {
    const form = await readPublicForm(request, PUBLIC_URL);
    response.json(Object.fromEntries(form));
  });
  pages.get("/gone", () => {
    throw new PublicProblem("gone");
  });
  pages.get("/broken", () => {
    throw new Error("a secret of the inside");
  });
  pages.get("/limited", async (request, response) => {
    await limit(request);
    response.end("yes");
  });
  server = createServer(createPublicDoor(parts, [{ path: "/p", pages }]));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await database.close();
  await testDatabase.drop();
});

test("a page is HTML in which every word is escaped, kept by nobody, framed by nobody, listed nowhere", async () => {
  const response = await fetch(`${url}/p/hello`);
  const html = await response.text();
  expect(response.status).toBe(200);
  expect(html).toMatch(/^<!doctype html><html lang="pt-BR">/);
  expect(html).toContain("<title>Oi &lt;b></title>");
  expect(html).toContain("5 &lt; 6 &amp; 7");
  expect(html).not.toContain("<script");
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "cache-control": "no-store",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "x-robots-tag": "noindex, nofollow",
    "content-language": "pt-BR",
  });
  expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(response.headers.get("set-cookie")).toBeNull();
});

test.each([
  ["?lang=es", "en", "es"],
  ["", "es-MX,en;q=0.5", "es"],
  ["", "fr,en;q=0.5", "en"],
  ["", "fr", "pt-BR"],
  ["?lang=xx", "pt", "pt-BR"],
  ["?lang=en&lang=es", "en", "en"],
])("with %j and a browser that speaks %s the page is %s", async (query, accepts, locale) => {
  const response = await fetch(`${url}/p/hello${query}`, {
    headers: { "accept-language": accepts },
  });
  expect(response.headers.get("content-language")).toBe(locale);
});

test.each([
  ["/p/nothing", 404, "Não há nada neste endereço"],
  ["/p/%E0%A4%A", 404, "Não há nada neste endereço"],
  ["/p/gone", 410, "Este link já não vale"],
  ["/p/broken", 500, "Não está disponível agora"],
])(
  "%s is a page that says no with %i, by the company's name, and nothing of the inside",
  async (path, status, title) => {
    const response = await fetch(url + path);
    const html = await response.text();
    expect(response.status).toBe(status);
    expect(html).toContain(`<h1>${title}</h1>`);
    expect(html).toContain("Loja &lt;Ipê");
    expect(html).not.toContain("secret");
  },
);

describe("a form", () => {
  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${url}/p/hello`, {
      method: "POST",
      body,
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    });

  test("of our own page is read, names of prototypes among its fields", async () => {
    const sent = await post("score=5&comment=bom+%26+r%C3%A1pido&__proto__=x", {
      origin: PUBLIC_URL,
      "sec-fetch-site": "same-origin",
    });
    expect(JSON.parse(await sent.text()).score).toBe("5");
  });

  test.each([
    ["another site's", { origin: "https://evil.example" }, 403],
    [
      "a page's without an origin, from another site",
      { origin: "null", "sec-fetch-site": "cross-site" },
      403,
    ],
    ["JSON", { "content-type": "application/json" }, 400],
  ])("%s is refused", async (_, headers, status) => {
    expect((await post("score=5", headers as unknown as Record<string, string>)).status).toBe(
      status,
    );
  });

  test("that is too large is refused", async () => {
    expect((await post(`comment=${"x".repeat(FORM_BYTES_MAX)}`)).status).toBe(400);
  });
});

test("whoever comes too often is told when to come again, and nobody else is", async () => {
  const ask = (address: string) =>
    fetch(`${url}/p/limited`, { headers: { "x-forwarded-for": address } });
  const answers = [await ask("198.51.100.7"), await ask("198.51.100.7"), await ask("198.51.100.7")];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
  expect(Number(answers[2]?.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await ask("198.51.100.8")).status).toBe(200);
});

test("the look is one small file that may be kept for ever, in the console's colours", async () => {
  const response = await fetch(url + PUBLIC_STYLE_PATH);
  expect(response.headers.get("cache-control")).toContain("immutable");
  expect(await response.text()).toBe(PUBLIC_STYLE);
  const tokens = readFileSync(
    join(__dirname, "../../../../packages/ui/src/styles/tokens.css"),
    "utf8",
  );
  const [light = "", dark = ""] = tokens.split("@media (prefers-color-scheme: dark)");
  const [, ours = "", oursDark = ""] = PUBLIC_STYLE.split(":root{");
  for (const [block, written] of [
    [ours, light],
    [oursDark, dark],
  ] as const) {
    const colors = [...(block.split("}")[0] ?? "").matchAll(/--([\w-]+):(#\w+)/g)];
    expect(colors.length).toBeGreaterThan(15);
    for (const [, name, color = ""] of colors) {
      const full = color.length === 4 ? color.replace(/[^#]/g, "$&$&") : color;
      expect(written).toContain(`--${name}: ${full};`);
    }
  }
});

test("the door's addresses are its areas' and its style's, and no other", () => {
  const paths = publicPaths([{ path: "/a", pages: Router() }]);
  expect(["/a/x", "/a", "/a?x", "/public/style.css"].every((path) => paths.test(path))).toBe(true);
  expect(["/", "/api/v1/a", "/about", "/inbox/a/b"].some((path) => paths.test(path))).toBe(false);
});
