import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type ArticleId, articlePicturePath, articleWords, asId, slugOf } from "@circuito/domain";
import { readArticle } from "@circuito/protocol/article-text";
import {
  addArticle,
  addArticlePicture,
  addArticleVersion,
  type Database,
  openDatabase,
  saveArticleText,
  saveArticleWords,
} from "@circuito/store";
import { createTestDatabase, type TestDatabase } from "@circuito/store/testing";
import { uuidv7 } from "uuidv7";
import { createLog } from "../../log/log.ts";
import { memoryMedia } from "../../testing/memory-media.ts";
import { createPublicDoor } from "../public-door.ts";
import { createHelpArea } from "./help-area.ts";

const PUBLIC_URL = "https://ajuda.example";
let testDatabase: TestDatabase;
let database: Database;
let server: Server;
let url: string;
const category = uuidv7();
const media = memoryMedia();

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, connectionsMax: 2, applicationName: "test" });
  await database.pool.query(
    "insert into categories (id, name, position) values ($1, 'Boletos', 1)",
    [category],
  );
  const parts = {
    database,
    publicUrl: PUBLIC_URL,
    addressOf: (_peer: string | undefined, forwarded: string | undefined) => forwarded ?? "::1",
    now: Date.now,
    newId: uuidv7,
    log: createLog({ level: "error", secrets: [], readable: false, write: () => undefined }),
  };
  server = createServer(createPublicDoor(parts, [createHelpArea({ ...parts, media })]));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await database.close();
  await testDatabase.drop();
});

interface Published {
  readonly title: string;
  readonly body?: string;
  readonly locale?: "pt-BR" | "en" | "es";
  readonly audience?: "public" | "internal";
  readonly state?: "published" | "archived";
  readonly id?: ArticleId;
}

async function published({
  title,
  body = "Palavras.",
  locale = "pt-BR",
  audience = "public",
  state = "published",
  id = asId<ArticleId>(uuidv7()),
}: Published): Promise<ArticleId> {
  const q = database.pool;
  const at = Date.UTC(2026, 4, 3, 12);
  const draft = { title, body, keywords: "", slug: slugOf(title) };
  const blocks = readArticle(body);
  const place = { categoryId: asId<never>(category), audience, conversationId: null };
  await addArticle(q, { id, ...place }, undefined, at);
  const kept = { state, revision: 1, versions: 1, isChanged: false };
  await saveArticleText(q, { articleId: id, locale, ...draft, ...kept }, undefined, at);
  const by = { note: "", publishedBy: undefined, publishedByName: "Rui" };
  await addArticleVersion(q, { articleId: id, locale, ...draft, number: 1, blocks, ...by }, at);
  await saveArticleWords(q, id, locale, articleWords(draft, blocks, locale));
  return id;
}

async function get(path: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(url + path, { redirect: "manual", headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

test("who comes is led to their language, and unknown ones lead nowhere", async () => {
  const { headers } = await get("/help", { "accept-language": "es-AR,es" });
  expect(headers.get("location")).toBe("/help/es");
  expect((await get("/help/fr")).status).toBe(404);
  expect((await get("/help/pt-BR/%00")).status).toBe(404);
});

test("the home has the search and each topic with its articles, and says nothing of what is not everybody's", async () => {
  await published({ title: "Boleto vencido" });
  await published({ title: "Só da equipe", audience: "internal" });
  await published({ title: "De outro tempo", state: "archived" });
  const { text, headers } = await get("/help/pt-BR");
  expect(text).toContain('<a href="/help/pt-BR/boleto-vencido">Boleto vencido</a>');
  expect(text).toContain("Boletos");
  expect(text).toContain('name="q"');
  expect(text).not.toMatch(/equipe|outro tempo/);
  expect(headers.get("cache-control")).toContain("public");
  const topic = await get(`/help/pt-BR/c/${category}`);
  expect(topic.text).toContain("Boleto vencido");
  // A topic with nothing public in it is ours alone.
  expect((await get(`/help/en/c/${category}`)).status).toBe(404);
  for (const slug of ["so-da-equipe", "de-outro-tempo", "nada"]) {
    expect([slug, (await get(`/help/pt-BR/${slug}`)).status]).toEqual([slug, 404]);
  }
});

test("an article is drawn from what was understood: nothing in it is HTML of its writer's", async () => {
  await published({
    title: "Perigos </script><script>alert(1)</script>",
    body: `<img src=x onerror=alert(1)> [a](javascript:alert(1)) **forte**

1. um
2. dois

> [!TIP]
> "aspas" & </script>
`,
  });
  const { text } = await get("/help/pt-BR/perigos-script-script-alert-1-script");
  expect(text).toContain("<strong>forte</strong>");
  expect(text).toContain('<ol start="1"><li>um</li><li>dois</li></ol>');
  expect(text).not.toMatch(/<img|href="javascript|<script>alert/);
  // Only structured data, in which no tag ends.
  expect(text.match(/<script[^>]*>/g)).toEqual(
    Array(2).fill('<script type="application/ld+json">'),
  );
  expect(text.match(/<\/script>/g)).toHaveLength(2);
});

async function newPicture(): Promise<string> {
  const stored = await media.put(Buffer.from("bytes of a picture"));
  const picture = {
    id: uuidv7(),
    ...stored,
    mimeType: "image/webp",
    width: 640,
    height: 480,
  } as const;
  await addArticlePicture(database.pool, picture, undefined, Date.now());
  return articlePicturePath(picture);
}

test("a picture is drawn with its words and its size, so that nothing jumps when it comes", async () => {
  const path = await newPicture();
  await published({
    title: "Com imagem",
    body: `![Onde fica "Perfil"](${path}) ![fora](https://a.example/x.png)`,
  });
  const { text } = await get("/help/pt-BR/com-imagem");
  expect(text).toContain(
    `<img src="${path}" alt="Onde fica &quot;Perfil&quot;" width="640" height="480" loading="lazy"/> fora`,
  );
  const { status, headers, text: bytes } = await get(path);
  expect([status, headers.get("content-type"), bytes]).toEqual([
    200,
    "image/webp",
    "bytes of a picture",
  ]);
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("cache-control")).toContain("public");
});

test.each([
  ["no article shows", undefined],
  ["only colleagues read about", { audience: "internal" }],
  ["was put away with its article", { state: "archived" }],
] as const)("a picture that %s looks as if it were not there", async (why, place) => {
  const path = await newPicture();
  if (place) await published({ title: why, body: `![x](${path})`, ...place });
  expect((await get(path)).status).toBe(404);
});

test("an article says its other languages, when it changed and where it stands, to people and to machines", async () => {
  const id = await published({ title: "Trocar produto" });
  await published({ id, title: "Exchange a product", locale: "en" });
  const { text } = await get("/help/pt-BR/trocar-produto");
  expect(text).toContain(
    `<link rel="alternate" hreflang="en" href="${PUBLIC_URL}/help/en/exchange-a-product"/>`,
  );
  expect(text).toContain(`<link rel="canonical" href="${PUBLIC_URL}/help/pt-BR/trocar-produto"/>`);
  expect(text).toContain("3 de maio de 2026");
  expect(text).toContain('"dateModified":"2026-05-03T12:00:00.000Z"');
  const map = await get("/help/sitemap.xml");
  expect(map.headers.get("content-type")).toContain("xml");
  expect(map.text).toContain(`<loc>${PUBLIC_URL}/help/en/exchange-a-product</loc>`);
  expect(map.text).not.toContain("so-da-equipe");
});

test("a former address leads to the present one", async () => {
  const id = await published({ title: "Endereço novo" });
  await database.pool.query("insert into article_slugs values ('pt-BR', 'endereco-velho', $1)", [
    id,
  ]);
  const { status, headers } = await get("/help/pt-BR/endereco-velho");
  expect([status, headers.get("location")]).toEqual([301, "/help/pt-BR/endereco-novo"]);
});

test("a search marks what it found, says when it is not all of it, and is counted without who asked", async () => {
  await published({ title: "Garantia", body: "A garantia cobre defeitos de fabricação." });
  const found = await get("/help/pt-BR?q=garantias%20de%20fábrica");
  expect(found.text).toContain("<mark>garantia</mark>");
  expect(found.headers.get("cache-control")).toBe("no-store");
  expect(found.text).toContain("noindex");
  expect((await get("/help/pt-BR?q=garantia%20de%20foguete")).text).toContain("Nada diz tudo");
  const none = await get("/help/pt-BR?q=%3Cb%3Eufo%3C%2Fb%3E%20999999");
  expect(none.text).toContain("Nada encontrado sobre “&lt;b>ufo&lt;/b> 999999”");
  const { rows } = await database.pool.query(
    "select question, times, misses from article_questions where misses > 0 order by question",
  );
  expect(rows).toEqual([
    { question: "b ufo b", times: 1, misses: 1 },
    { question: "garantia de foguete", times: 1, misses: 1 },
  ]);
});

const answer = (body: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${url}/help/pt-BR/util/useful`, {
    method: "POST",
    redirect: "manual",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    body,
  });

test("only the form on the page says that an article was useful, and not as often as one likes", async () => {
  await published({ title: "Útil" });
  const said = await answer("useful=yes");
  expect(said.status).toBe(303);
  const page = await get(said.headers.get("location") ?? "");
  expect(page.text).toContain("Obrigado!");
  expect(page.text).not.toContain("Este artigo foi útil?");
  await answer("useful=no");
  expect((await answer("useful=maybe")).status).toBe(400);
  expect((await answer("useful=yes", { origin: "https://other.example" })).status).toBe(403);
  expect((await fetch(`${url}/help/pt-BR/util/useful`)).status).toBe(404);
  const { rows } = await database.pool.query("select useful, useless from article_votes");
  expect(rows).toEqual([{ useful: 1, useless: 1 }]);
  const all = await Promise.all(
    Array.from({ length: 12 }, () => answer("useful=yes", { "x-forwarded-for": "203.0.113.9" })),
  );
  expect(all.filter(({ status }) => status === 429)).toHaveLength(2);
});
