import { randomUUID } from "node:crypto";
import { asId, type CategoryId } from "@circuito/domain";
import { newSaid } from "./testing/new-said.ts";
import { type Client, createWebStage, type WebStage } from "./testing/web-stage.ts";

let stage: WebStage;
let agent: Client;
let supervisor: Client;
beforeAll(async () => {
  stage = await createWebStage();
  agent = await stage.logIn(await stage.newPerson({ role: "agent", name: "Bia" }));
  supervisor = await stage.logIn(await stage.newPerson({ role: "supervisor", name: "Rui" }));
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});

interface Written {
  readonly title: string;
  readonly body?: string;
  readonly keywords?: string;
  readonly slug?: string;
}
const textOf = ({ title, body = "Palavras.", keywords = "", slug = "" }: Written) => ({
  ...{ title, body, keywords, slug },
});

async function newArticle(
  written: Written,
  { locale = "pt-BR", audience = "public", categoryId = null as string | null } = {},
) {
  const id = randomUUID();
  const made = await agent.send("POST", "/api/v1/articles", {
    body: { id, locale, audience, categoryId, text: textOf(written) },
  });
  expect(made.status).toBe(201);
  return id;
}

const textPath = (id: string, locale = "pt-BR") => `/api/v1/articles/${id}/texts/${locale}`;
const save = (id: string, written: Written, revision: number, locale = "pt-BR") =>
  agent.send("PUT", textPath(id, locale), { body: { text: textOf(written), revision } });
const publish = (id: string, revision = 1, locale = "pt-BR") =>
  supervisor.send("POST", `${textPath(id, locale)}/publish`, { body: { revision, note: "nova" } });
async function published(written: Written, place: Parameters<typeof newArticle>[1] = {}) {
  const id = await newArticle(written, place);
  expect((await publish(id, 1, place?.locale)).body).toMatchObject({ state: "published" });
  return id;
}

const search = async (q: string, locale = "pt-BR", more = "") => {
  const query = new URLSearchParams({ q, locale, channel: "sms" });
  const { body } = await agent.send("GET", `/api/v1/article-search?${query}${more}`);
  return body as {
    items: { title: string; words: string; url: string | null; excerpt: { text: string } }[];
    isLoose: boolean;
  };
};
const titles = async (q: string, locale?: string) => {
  const { items, isLoose } = await search(q, locale);
  return isLoose ? [] : items.map(({ title }) => title);
};

test("everybody drafts, a supervisor publishes, and what is read stays until it is published again", async () => {
  const id = await newArticle({ title: "Trocar a senha", body: "Abra **Perfil**." });
  expect(await titles("senha")).toEqual([]);
  expect(
    (await agent.send("POST", `${textPath(id)}/publish`, { body: { revision: 1 } })).status,
  ).toBe(403);
  expect((await publish(id)).body).toMatchObject({
    ...{ state: "published", versions: 1, slug: "trocar-a-senha", isChanged: false },
    url: expect.stringMatching(/\/help\/pt-BR\/trocar-a-senha$/),
  });
  const changed = await save(id, { title: "Trocar a senha", body: "Abra Segurança." }, 1);
  // The server made the address; an empty one is that of the title again.
  expect(changed.body).toMatchObject({ revision: 2, isChanged: true, state: "published" });
  expect((await search("senha")).items[0]?.words).toBe("Abra Perfil.");
  await publish(id, 2);
  expect((await search("senha")).items[0]?.words).toBe("Abra Segurança.");
  const { body } = await agent.send("GET", `${textPath(id)}/versions`);
  expect(body.items).toMatchObject([
    { number: 2, note: "nova", publishedBy: "Rui" },
    { number: 1, body: "Abra **Perfil**." },
  ]);
});

test("who knows less overwrites nothing, and a change that was said twice is one", async () => {
  const id = await newArticle({ title: "Frete" });
  expect((await save(id, { title: "Frete grátis" }, 1)).body).toMatchObject({ revision: 2 });
  expect((await save(id, { title: "Frete grátis" }, 1)).body).toMatchObject({ revision: 2 });
  const stale = await save(id, { title: "Outro" }, 1);
  expect(stale.body).toMatchObject({
    code: "conflict",
    details: { because: "stale-version", revision: 2, changedBy: "Bia" },
  });
  expect((await publish(id, 1)).body.code).toBe("conflict");
});

test("what is not ready is refused with all that is missing, and an address has one article for good", async () => {
  const first = await published({ title: "Prazo de entrega" });
  const second = await newArticle({
    title: "Prazo de entrega",
    body: "[veja](javascript:alert(1)) [aqui](/help/pt-BR/nada) ![x](https://a.example/x.png)",
  });
  expect((await publish(second)).body).toMatchObject({
    code: "invalid",
    details: {
      because: "not-ready",
      mistakes: [
        { because: "slug-taken", articleId: first },
        { because: "unsafe-link" },
        { because: "link-to-nothing", href: "/help/pt-BR/nada" },
        { because: "picture-elsewhere" },
      ],
    },
  });
  // A former address still leads to the first one.
  await save(first, { title: "Prazos", slug: "prazos" }, 1);
  await publish(first, 2);
  expect((await publish(second)).body.details.mistakes[0].because).toBe("slug-taken");
});

test("put away, an article is found by nobody; brought back, it is what it was", async () => {
  const id = await published({ title: "Garantia estendida" });
  const archive = (isArchived: boolean) =>
    supervisor.send("POST", `${textPath(id)}/archive`, { body: { isArchived } });
  expect((await archive(true)).body).toMatchObject({ state: "archived", url: null });
  expect(await titles("garantia estendida")).toEqual([]);
  const { body } = await agent.send("GET", "/api/v1/articles?state=archived&q=garantias");
  expect(body.items.map((one: { id: string }) => one.id)).toEqual([id]);
  await archive(false);
  expect(await titles("garantia estendida")).toEqual(["Garantia estendida"]);
});

test("accents and word forms are of three languages", async () => {
  await published({ title: "Cancelamento de assinatura", body: "Devoluções são grátis." });
  await published({ title: "Cancel a subscription", body: "Refunds are free." }, { locale: "en" });
  await published(
    { title: "Cancelación de suscripción", body: "Devolución gratis." },
    { locale: "es" },
  );
  for (const asked of [
    "cancelar assinaturas",
    "cancelamentos",
    "devolução",
    "DEVOLUCOES gratis",
    "cance",
  ]) {
    expect([asked, await titles(asked)]).toEqual([asked, ["Cancelamento de assinatura"]]);
  }
  for (const asked of ["cancelling subscriptions", "refunded", "the refund"]) {
    expect([asked, await titles(asked, "en")]).toEqual([asked, ["Cancel a subscription"]]);
  }
  for (const asked of ["cancelar suscripciones", "devoluciones", "suscripcion"]) {
    expect([asked, await titles(asked, "es")]).toEqual([asked, ["Cancelación de suscripción"]]);
  }
});

test("what has only some of the words is said to be so, titles weigh most, and other words find it", async () => {
  await published({ title: "Segunda via", keywords: "boleto, carnê", body: "Baixe pelo site." });
  await published({ title: "Notas", body: "A segunda via da nota fica no e-mail." });
  expect(await titles("segunda via")).toEqual(["Segunda via", "Notas"]);
  expect(await titles("carne")).toEqual(["Segunda via"]);
  const loose = await search("carnê de trator amarelo");
  expect(loose).toMatchObject({ isLoose: true, items: [{ title: "Segunda via" }] });
  expect(await search("a de o")).toMatchObject({ items: [] });
  expect(await search("'); drop table articles; --")).toMatchObject({ items: [] });
});

test("an internal article is the team's: found in a reply, without an address", async () => {
  await published({ title: "Tabela de descontos secreta" }, { audience: "internal" });
  expect((await search("descontos secreta")).items).toMatchObject([{ url: null }]);
});

test("a solved conversation makes one draft, for the team, without who it was", async () => {
  const owner = await stage.newPerson({ role: "agent", name: "Ciro" });
  const ciro = await stage.logIn(owner);
  const id = await stage.scene.newConversation({
    contactName: "Marina Costa",
    queueId: stage.scene.solvers,
    assigneeId: owner.id,
  });
  await newSaid(stage, id, { text: "Sou Marina Costa, meu roteador não liga de jeito nenhum" });
  const draft = (who: Client) =>
    who.send("POST", `/api/v1/conversations/${id}/article`, { body: { id: randomUUID() } });
  expect((await draft(ciro)).body).toMatchObject({ details: { because: "not-solved" } });
  const view = await ciro.send("GET", `/api/v1/conversations/${id}`);
  await ciro.send("POST", `/api/v1/conversations/${id}/resolve`, {
    body: { epoch: view.body.epoch },
  });
  const made = await draft(ciro);
  expect(made).toMatchObject({ status: 201, body: { audience: "internal", conversationId: id } });
  expect(made.body.texts[0]).toMatchObject({
    state: "draft",
    body: "## Problema\n\nSou [cliente], meu roteador não liga de jeito nenhum",
  });
  expect((await draft(supervisor)).body.id).toBe(made.body.id);
  const story = await ciro.send("GET", `/api/v1/conversations/${id}/activities`);
  expect(story.body.items.map((line: { kind: string }) => line.kind)).toContain("article-drafted");
  // Who may not see the conversation makes nothing of it, and does not learn where it was learned.
  const stranger = await stage.logIn(
    await stage.newPerson({ role: "agent", queueIds: [stage.scene.technical] }),
  );
  expect((await draft(stranger)).status).toBe(404);
  const seen = await stranger.send("GET", `/api/v1/articles/${made.body.id}`);
  expect(seen.body.conversationId).toBeNull();
});

test("an article that went with a reply is counted, held while nobody comes back, and told in the story", async () => {
  const person = await stage.newPerson({ role: "agent", name: "Davi" });
  const davi = await stage.logIn(person);
  const articleId = await published({ title: "Rastrear o pedido" });
  const id = await stage.scene.newConversation({
    queueId: stage.scene.solvers,
    assigneeId: person.id,
  });
  const said = {
    ...{ text: "Veja /help/pt-BR/rastrear-o-pedido", clientId: randomUUID(), andThen: "resolve" },
    articles: [
      { articleId, locale: "pt-BR", how: "link" },
      { articleId: randomUUID(), locale: "pt-BR", how: "text" },
    ],
  };
  const send = () => davi.send("POST", `/api/v1/conversations/${id}/messages`, { body: said });
  expect((await send()).status).toBe(201);
  await send();
  const figures = async () =>
    (await supervisor.send("GET", `/api/v1/articles/${articleId}`)).body.figures;
  expect(await figures()).toMatchObject({ uses: 1, settled: 1, held: 1 });
  const story = await davi.send("GET", `/api/v1/conversations/${id}/activities`);
  expect(story.body.items).toContainEqual(
    expect.objectContaining({
      kind: "article-used",
      data: { articleId, version: 1, title: "Rastrear o pedido" },
    }),
  );
  await davi.send("POST", `/api/v1/conversations/${id}/reopen`, { body: {} });
  expect(await figures()).toMatchObject({ uses: 1, settled: 1, held: 0 });
});

test("what was looked for in vain and what is asked without an article are reported", async () => {
  await search("drone submarino 123456", "pt-BR", "&counts=true");
  await search("drone submarino", "pt-BR", "&counts=true");
  await search("drone submarino");
  const admin = await stage.logIn(await stage.newPerson({ role: "admin" }));
  const category = await admin.send("POST", "/api/v1/categories", {
    body: {
      ...{ name: "Drones", parentId: null, queueId: null, urgency: null, slaPolicyId: null },
      fields: [],
    },
  });
  await stage.scene.newConversation({
    queueId: stage.scene.solvers,
    categoryId: category.body.id,
  });
  await published({ title: "Pilotar" }, { categoryId: category.body.id });
  const { body } = await supervisor.send("GET", "/api/v1/knowledge-figures?days=7");
  expect(body.missed).toContainEqual({
    ...{ question: "drone submarino", locale: "pt-BR", times: 2, misses: 2, places: ["desk"] },
  });
  expect(body.gaps).toContainEqual({
    ...{ categoryId: category.body.id, conversations: 1, helped: 0, articles: 1 },
  });
});

describe("articles that fit a conversation", () => {
  const suggested = async (id: string, who = agent, locale = "pt-BR") => {
    const { status, body } = await who.send(
      "GET",
      `/api/v1/conversations/${id}/articles?locale=${locale}`,
    );
    if (status !== 200) return status;
    return (body.items as { title: string; because: unknown }[]).map(({ title, because }) => ({
      title,
      ...(because as { category: string | null; words: string[] }),
    }));
  };

  async function conversationThatSays(texts: readonly string[], categoryId?: string) {
    const id = await stage.scene.newConversation({
      queueId: stage.scene.technical,
      ...(categoryId !== undefined && { categoryId: asId<CategoryId>(categoryId) }),
    });
    for (const text of texts) await newSaid(stage, id, { text });
    const queueIds = [stage.scene.technical];
    return { id, who: await stage.logIn(await stage.newPerson({ role: "agent", queueIds })) };
  }

  test("by the customer's words, those that few articles have before those that many have", async () => {
    await published({ title: "Segunda via de fatura", body: "Peça a fatura vencida no portal." });
    await published({ title: "Portal do cliente", body: "No portal há pedidos e dados." });
    await published({ title: "Senha do portal", body: "Como trocar a senha no portal." });
    const { id, who } = await conversationThatSays([
      "Bom dia",
      "Minha fatura de 2024 está vencida, pedido 481516",
      "não consigo no portal! maria@example.com",
    ]);
    const found = await suggested(id, who);
    expect(found).toContainEqual({
      title: "Segunda via de fatura",
      category: null,
      words: expect.arrayContaining(["fatura", "vencida", "portal"]),
    });
    expect(Array.isArray(found) && found[0]?.title).toBe("Segunda via de fatura");
    // Neither what everybody writes nor what is somebody's.
    expect(JSON.stringify(found)).not.toMatch(/481516|maria|2024|"de"/);
  });

  test("by its category and the one above it, also without a word; another language has others", async () => {
    const admin = await stage.logIn(await stage.newPerson({ role: "admin" }));
    const of = async (name: string, parentId: string | null) =>
      (
        await admin.send("POST", "/api/v1/categories", {
          body: {
            ...{ name, parentId, queueId: null, urgency: null, slaPolicyId: null },
            fields: [],
          },
        })
      ).body.id;
    const parent = await of("Garantia", null);
    const child = await of("Troca na garantia", parent);
    await published({ title: "Prazos de garantia" }, { categoryId: parent });
    await published({ title: "Trocar um produto" }, { categoryId: child, audience: "internal" });
    await published({ title: "Outra coisa" });
    const { id, who } = await conversationThatSays(["oi"], child);
    expect(await suggested(id, who)).toEqual(
      expect.arrayContaining([
        { title: "Trocar um produto", category: "Troca na garantia", words: [] },
        { title: "Prazos de garantia", category: "Garantia", words: [] },
      ]),
    );
    expect(await suggested(id, who)).toHaveLength(2);
    expect(await suggested(id, who, "en")).toEqual([]);
  });

  test("nobody learns what a conversation is about that they may not read", async () => {
    const { id } = await conversationThatSays(["Minha fatura está vencida"]);
    const stranger = await stage.logIn(await stage.newPerson({ role: "agent", queueIds: [] }));
    expect(await suggested(id, stranger)).toBe(404);
    expect(await suggested(randomUUID(), supervisor)).toBe(404);
  });
});
