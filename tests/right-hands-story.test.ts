import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { command } from "../apps/console/harness/command.ts";
import type { GraphUser } from "../packages/lab/src/index.ts";
import {
  API_ROUTES,
  type ClockView,
  type ConversationView,
  type HopsView,
} from "../packages/protocol/src/index.ts";
import { answer, logIn, type Pages, startPages } from "./story/pages.ts";
import {
  type CloudGateway,
  GATEWAY_TEST_TIMEOUT_MS,
  startCloudGateway,
  until,
} from "./whatsapp/cloud-gateway.ts";

/**
 * One problem through everybody's hands, in real browsers, on a gateway in two processes: somebody
 * unknown writes on WhatsApp and chooses in the menu; a director registers and directs it; the
 * specialist returns it with a reason; sent there again it is the supervisor's, who decides; the
 * specialist solves it. What was promised, where it was and what the customer was told is looked at on
 * every step.
 */

jest.setTimeout(2 * GATEWAY_TEST_TIMEOUT_MS);

const MARTA: GraphUser = { phone: "5511900000077", name: "Marta Nunes" };
const LOOK_PATIENCE_MS = 30_000;

let stage: CloudGateway;
let pages: Pages;

beforeAll(async () => {
  stage = await startCloudGateway("right-hands");
  pages = await startPages(() => stage.gateway.web.origin);
}, GATEWAY_TEST_TIMEOUT_MS);
afterAll(async () => {
  await pages?.[Symbol.asyncDispose]();
  await stage?.[Symbol.asyncDispose]();
});

const FLOW = {
  language: "pt-BR",
  greeting: { "pt-BR": "Olá! Aqui é a Loja Ipê." },
  menu: {
    words: { "pt-BR": "Como podemos ajudar?" },
    options: [
      { id: "finance", label: { "pt-BR": "Financeiro" } },
      { id: "repairs", label: { "pt-BR": "Assistência" } },
    ],
  },
  handedOver: { "pt-BR": "Certo! Já chamo alguém." },
  misunderstandingsMax: 2,
  answerWithinMs: 10 * 60_000,
};

async function queueIds(): Promise<ReadonlyMap<string, string>> {
  const { items } = API_ROUTES.listQueues.response.parse(await stage.gateway.admin.get("/queues"));
  return new Map(items.map(({ name, id }) => [name, id]));
}

/** What is chosen as `finance` goes to the directors, before all other rules. */
async function publishMenuRule(queueId: string | undefined): Promise<void> {
  const { admin } = stage.gateway;
  const draft = API_ROUTES.getRuleDraft.response.parse(await admin.get("/routing/draft"));
  const rule = {
    id: randomUUID(),
    name: "Menu: financeiro",
    enabled: true,
    condition: { menuAnswer: ["finance"] },
    action: { to: { queueId }, tags: ["menu-financeiro"] },
  };
  const token = randomUUID();
  const rules = [rule, ...draft.rules];
  await admin.put("/routing/draft", { token: draft.token, nextToken: token, rules });
  await admin.post("/routing/draft/publish", { token, note: "o menu do WhatsApp" });
}

/** One of the demo's people at work: logged in, and available. */
async function atWork(email: string): Promise<Page> {
  const login = stage.gateway.logins.find((one) => one.email.startsWith(email));
  if (!login) throw new Error(`the demo has no ${email}`);
  const page = await pages.open("/inbox");
  page.setDefaultTimeout(LOOK_PATIENCE_MS);
  await logIn(page, login);
  await page.getByRole("button", { name: /mudar disponibilidade/ }).press("Enter");
  await page.getByRole("menuitemradio", { name: "Disponível" }).press("Enter");
  await page.getByRole("button", { name: /Disponível/ }).waitFor();
  return page;
}

const martas = (page: Page) => page.getByRole("row", { name: /Marta Nunes/ });
const card = (page: Page) => page.getByRole("region", { name: "Passagem de atendimento" });

async function directToFinance(page: Page, summary: string): Promise<void> {
  await command(page, "Direcionar");
  const dialog = page.getByRole("dialog", { name: "Direcionar" });
  await dialog.getByRole("combobox", { name: /^Área de destino/ }).fill("Financ");
  await page.getByRole("option", { name: /Financeiro/ }).click();
  await dialog.getByLabel(/^Problema|^Título/).fill("Boleto em dobro");
  await dialog.getByRole("combobox", { name: /^Motivo/ }).fill("boleto");
  await page.getByRole("option", { name: /2ª via de boleto/ }).click();
  await dialog.getByLabel(/^Resumo/).fill(summary);
  await page.keyboard.press("Control+Enter");
  await dialog.waitFor({ state: "detached" });
}

describe("the story", () => {
  let id: string;
  const conversation = async (): Promise<ConversationView> =>
    API_ROUTES.getConversation.response.parse(
      await stage.gateway.admin.get(`/conversations/${id}`),
    );
  const hops = async (): Promise<HopsView> =>
    API_ROUTES.listHops.response.parse(await stage.gateway.admin.get(`/conversations/${id}/hops`));
  const clocks = async (): Promise<readonly ClockView[]> =>
    API_ROUTES.getClocks.response.parse(
      await stage.gateway.admin.get(`/conversations/${id}/clocks`),
    ).items;
  /** Clocks follow what was committed; they are looked at once they have come this far. */
  const clocksOnce = (is: (items: readonly ClockView[]) => boolean, what: string) =>
    until(async () => {
      const items = await clocks();
      return is(items) ? items : undefined;
    }, what);
  const queueIn = (queueId: string | undefined, what: string) =>
    until(async () => {
      const now = await conversation();
      return now.queueId === queueId && !now.inMenu ? now : undefined;
    }, what);

  test("goes through everybody's hands, and says where it was, why, and what is promised", async () => {
    const { graph, gateway } = stage;
    const queues = await queueIds();
    const [directors, finance, supervisors] = ["Direcionamento", "Financeiro", "Supervisão"].map(
      (name) => queues.get(name),
    );
    await gateway.admin.put(`/inboxes/${stage.inboxId}/attendant`, { version: 0, flow: FLOW });
    await publishMenuRule(directors);
    const [carla, diego, fernanda] = [
      await atWork("carla"),
      await atWork("diego"),
      await atWork("fernanda"),
    ];

    // 1. Somebody unknown writes: the attendant asks, and nobody is called.
    const hello = await graph.customerWrites(MARTA, { type: "text", text: { body: "oi" } });
    id = await stage.conversationOf(hello.wamid);
    await graph.arrived(1);
    const asked = graph.submissions[0]?.message;
    if (asked?.type !== "interactive" || asked.interactive.type !== "button") {
      throw new Error("the menu has no buttons");
    }
    const { protocol } = await conversation();
    expect(asked.interactive.body.text).toContain(`Protocolo: ${protocol}`);
    const { buttons } = asked.interactive.action;
    const [financeiro] = buttons;
    expect(buttons.map(({ reply }) => reply.title)).toEqual([
      "Financeiro",
      "Assistência",
      "Falar com uma pessoa",
    ]);
    expect(await conversation()).toMatchObject({ inMenu: true, assignee: null });
    expect((await clocks()).filter(({ measure }) => measure !== "resolution")).toEqual([]);

    // 2. The button is pressed: routed by it, to the director who is there.
    await graph.customerWrites(MARTA, {
      type: "interactive",
      interactive: { type: "button_reply", button_reply: { ...financeiro?.reply } },
      context: { from: graph.displayPhoneNumber, id: graph.submissions[0]?.wamid },
    });
    await queueIn(directors, "the directors' queue");
    await martas(carla).first().click();
    await carla.getByText(protocol).first().waitFor();
    await carla.getByRole("log").getByText("regra “Menu: financeiro”").waitFor();
    await graph.arrived(2);
    const begun = await clocksOnce(
      (items) => items.some(({ measure, state }) => measure === "queue-wait" && state === "met"),
      "a queue wait that ended",
    );
    expect(begun.find(({ measure }) => measure === "first-response")).toMatchObject({
      state: expect.stringMatching(/running|paused/),
      level: 1,
    });

    // 3. Registered, and directed to the area.
    await directToFinance(carla, "Pedido 7781 foi cobrado duas vezes no cartão.");
    await queueIn(finance, "the area's queue");
    await martas(diego).first().click();
    await card(diego).getByText("Pedido 7781 foi cobrado duas vezes no cartão.").first().waitFor();

    // 4. Returned with a reason: the director's again.
    await command(diego, "Devolver");
    const dialog = diego.getByRole("dialog", { name: "Devolver" });
    await dialog.getByRole("textbox").fill("Falta o comprovante do cartão.");
    await diego.keyboard.press("Control+Enter");
    await dialog.waitFor({ state: "detached" });
    await queueIn(directors, "back with the directors");
    // Whoever sent it is not given it by the machine: she takes it herself.
    expect((await conversation()).assignee).toBeNull();
    await martas(carla).first().click();
    await card(carla).getByText("Falta o comprovante do cartão.").first().waitFor();
    await command(carla, "Atender");
    await until(async () => (await conversation()).assignee ?? undefined, "an owner");

    // 5. To the same queue a second time: that is for the supervisor.
    await directToFinance(carla, "Pedido 7781: o comprovante está na conversa.");
    await queueIn(supervisors, "the supervisors' queue");
    await martas(fernanda).first().click();

    await card(fernanda)
      .getByText(/Já esteve na fila de destino: cabe à supervisão/)
      .first()
      .waitFor();
    const atSupervisor = await hops();
    expect(atSupervisor.items.map(({ kind, diverted }) => [kind, diverted])).toEqual([
      ["direct", null],
      ["return", null],
      ["direct", "same-queue-twice"],
    ]);

    // 6. She decides: the area solves it.
    if ((await conversation()).assignee === null) await command(fernanda, "Atender");
    await until(async () => (await conversation()).assignee ?? undefined, "a deciding supervisor");
    await directToFinance(fernanda, "Decidido: o Financeiro estorna a segunda cobrança.");
    await queueIn(finance, "the area's queue again");
    await until(
      async () => ((await conversation()).assignee?.name === "Diego Rocha" ? true : undefined),
      "the specialist as owner",
    );

    // 7. Answered and solved; the customer hears it where they wrote.
    await martas(diego).first().click();
    const before = graph.submissions.length;
    await answer(diego, "Estornamos a segunda cobrança. Aparece em até dois dias.");
    await graph.arrived(before + 1);
    expect(graph.submissions[before]?.message).toMatchObject({
      to: MARTA.phone,
      type: "text",
      text: { body: expect.stringContaining("Estornamos a segunda cobrança.") },
    });
    await command(diego, "Resolver");
    await until(
      async () => ((await conversation()).status === "resolved" ? true : undefined),
      "the end",
    );

    // What everybody can see afterwards.
    const way = await hops();
    expect([way.arrival.queueId, ...way.items.map(({ toQueueId }) => toQueueId)]).toEqual([
      directors,
      finance,
      directors,
      supervisors,
      finance,
    ]);
    expect(way.items.map(({ acceptedBy }) => acceptedBy?.name)).toEqual([
      "Diego Rocha",
      "Carla Mendes",
      "Fernanda Alves",
      "Diego Rocha",
    ]);
    const ended = await clocksOnce(
      (items) => items.every(({ endedAt }) => endedAt !== null),
      "clocks that all ended",
    );
    for (const { segments, wallMs, startedAt, endedAt } of ended) {
      expect(segments.reduce((sum, { ms }) => sum + ms, 0)).toBe(wallMs);
      expect(wallMs).toBe(Date.parse(endedAt ?? "") - Date.parse(startedAt));
    }
    const [resolution] = ended.filter(({ measure }) => measure === "resolution");
    const places = resolution?.segments.map(({ queueId }) => queueId) ?? [];
    expect(places.filter((place, at) => place !== places[at - 1])).toEqual([
      // The attendant's talk: no queue had it.
      null,
      directors,
      finance,
      directors,
      supervisors,
      finance,
    ]);
    expect(ended.filter(({ measure }) => measure === "first-response")).toHaveLength(1);
    expect(ended.filter(({ measure }) => measure === "queue-wait").length).toBe(5);

    // The protocol number is told once, and finds the conversation however it is typed.
    const told = graph.submissions.filter(({ message }) =>
      JSON.stringify(message).includes(protocol),
    );
    expect(told).toHaveLength(1);
    const typed = protocol.toLowerCase().replace("-", " ");
    const found = API_ROUTES.listConversations.response.parse(
      await gateway.admin.get(`/conversations?protocol=${encodeURIComponent(typed)}`),
    );
    expect(found.items.map((item) => item.id)).toEqual([id]);
    expect(pages.troubles).toEqual([]);
  });
});
