import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import {
  type DemoGateway,
  Journal,
  startDemoGateway,
  WhatsappWebSimulator,
} from "../../packages/lab/src/index.ts";
import { API_ROUTES, type MessageView } from "../../packages/protocol/src/index.ts";
import { createTestDatabase, type TestDatabase } from "../../packages/store/src/testing/index.ts";
import { GATEWAY, GATEWAY_TEST_TIMEOUT_MS, until } from "./cloud-gateway.ts";

const NUMBER = "551150000111";
const HIDDEN = "98765000111";
const ANA = `${NUMBER}@c.us` as const;
const ANA_LID = `${HIDDEN}@lid` as const;
const chromium = process.env.TEST_CHROMIUM_PATH;
const isHere = chromium !== undefined;

let database: TestDatabase;
let simulator: WhatsappWebSimulator;
let gateway: DemoGateway;
let inboxId: string;

const describeHere = isHere ? describe : describe.skip;
describeHere(
  isHere
    ? "a paired phone, from its code to an answer, through the whole gateway"
    : "a paired phone through the whole gateway: there is no Chromium on this machine",
  () => {
    beforeAll(async () => {
      if (!existsSync(GATEWAY)) throw new Error("the gateway is not built: run pnpm build");
      database = await createTestDatabase();
      simulator = await WhatsappWebSimulator.start({ pn: "551150000100", pushname: "Loja" });
      gateway = await startDemoGateway({
        program: [GATEWAY, "start"],
        databaseUrl: database.url,
        providerJournal: new Journal({ run: "web-story", seed: "1", actor: "provider" }),
        env: {
          NODE_ENV: "test",
          CHROME_PATH: chromium ?? "",
          CHROME_TEST_ARGS: JSON.stringify(simulator.browserArgs),
        },
      });
      const settings = { transport: "web", sendsPerMinuteMax: 60 };
      const body = { name: "Celular da loja", channel: "whatsapp", settings };
      const inbox = API_ROUTES.createInbox.response.parse(
        await gateway.admin.post("/inboxes", body),
      );
      inboxId = inbox.id;
    }, GATEWAY_TEST_TIMEOUT_MS);
    afterAll(async () => {
      await gateway?.[Symbol.asyncDispose]();
      expect(simulator.unknownModules).toEqual([]);
      await simulator?.[Symbol.asyncDispose]();
      await database?.drop();
    });

    const session = async () =>
      API_ROUTES.getSession.response.parse(await gateway.admin.get(`/inboxes/${inboxId}/session`));

    const inState = (state: string) =>
      until(async () => {
        const now = await session();
        return now.session?.state === state ? now : undefined;
      }, `the session ${state}`);

    async function conversations() {
      const answer = await gateway.admin.get(`/conversations?limit=200`);
      const { items } = API_ROUTES.listConversations.response.parse(answer);
      return items.filter((one) => one.inboxId === inboxId);
    }

    async function messages(): Promise<readonly MessageView[]> {
      const [conversation] = await conversations();
      if (!conversation) return [];
      const answer = await gateway.admin.get(
        `/conversations/${conversation.id}/messages?limit=200`,
      );
      const { items } = API_ROUTES.listMessages.response.parse(answer);
      return [...items].sort((a, b) => a.seq - b.seq);
    }

    const texts = (wanted: readonly string[]) =>
      until(async () => {
        const all = await messages();
        return all.length >= wanted.length ? all : undefined;
      }, `${wanted.length} messages`).then((all) => {
        expect(all.map(({ text }) => text)).toEqual(wanted);
        expect(all.map(({ seq }) => seq)).toEqual(wanted.map((_, n) => n + 1));
        return all;
      });

    const told: string[] = [];

    test(
      "an admin sees the code, the phone reads it, and the account is there",
      async () => {
        const waiting = await until(async () => {
          const now = await session();
          return now.session?.pairing ? now.session : undefined;
        }, "a code to scan");
        expect(waiting).toMatchObject({ state: "awaiting-scan", pairing: { method: "qr" } });
        await simulator.phone.scan(waiting.pairing?.value);
        const { session: ready } = await inState("ready");
        expect(ready).toMatchObject({ account: { phone: "+551150000100", name: "Loja" } });
        // Whoever is no admin sees how it does, and no code.
        const list = API_ROUTES.listInboxes.response.parse(await gateway.admin.get("/inboxes"));
        const shown = list.items.find(({ id }) => id === inboxId);
        expect(shown?.session?.state).toBe("ready");
        expect(shown?.session).not.toHaveProperty("pairing");
      },
      GATEWAY_TEST_TIMEOUT_MS,
    );

    test(
      "words come in, an answer goes out once, and its ticks follow",
      async () => {
        simulator.phone.inbound({ chat: ANA, text: "O pedido não chegou", pushname: "Ana" });
        told.push("O pedido não chegou");
        await texts(told);
        const [conversation] = await conversations();
        const said = API_ROUTES.reply.response.parse(
          await gateway.admin.post(`/conversations/${conversation?.id}/messages`, {
            clientId: randomUUID(),
            text: "Vou verificar.",
          }),
        );
        told.push("Vou verificar.");
        const sent = await simulator.phone.sentMessage(1);
        // The first answer tells the customer the protocol number.
        expect(sent.text).toMatch(/^Vou verificar\.\n\nProtocolo: \d{6}-[0-9A-Z]{8}$/);
        simulator.phone.ack(sent.id, 3);
        await until(async () => {
          const all = await messages();
          return all.find(({ id, delivery }) => id === said.id && delivery?.status === "read");
        }, "that it was read");
        // Our own send came back as an event, too, and is no second message.
        await texts(told);
        expect(simulator.phone.sentMessages).toHaveLength(1);
      },
      GATEWAY_TEST_TIMEOUT_MS,
    );

    test(
      "what is written on the phone joins the conversation as ours, and what the customer does is seen",
      async () => {
        simulator.phone.ownFromPhone({ chat: ANA, text: "Já localizei, sai hoje" });
        told.push("Já localizei, sai hoje");
        const all = await texts(told);
        expect(all.at(-1)).toMatchObject({ direction: "outbound", chat: { fromPhone: true } });
        const first = await simulator.phone.sentMessage(1);
        simulator.phone.react({ of: first.id, emoji: "❤️", from: ANA });
        await until(async () => {
          const now = await messages();
          return now.find(({ changes }) => changes?.reactions[0]?.emoji === "❤️");
        }, "the heart");
      },
      GATEWAY_TEST_TIMEOUT_MS,
    );

    test(
      "what came while the gateway was killed appears once, late, in its place; then all goes on",
      async () => {
        await gateway.router.kill();
        const at = Date.now();
        const missed = ["Oi?", "Alguém aí?", "Preciso até amanhã"];
        missed.forEach((text, n) => {
          simulator.phone.inbound({ chat: ANA, text, pushname: "Ana", at: at + n * 1_000 });
        });
        simulator.phone.ownFromPhone({
          chat: ANA,
          text: "Está a caminho",
          at: at + missed.length * 1_000,
        });
        await gateway.router.start();
        told.push(...missed, "Está a caminho");
        const all = await texts(told);
        expect(all.slice(-4).map(({ chat }) => chat?.late)).toEqual([true, true, true, true]);

        simulator.phone.inbound({ chat: ANA, text: "Chegou!", pushname: "Ana" });
        told.push("Chegou!");
        const now = await texts(told);
        expect(now.at(-1)?.chat?.late ?? false).toBe(false);
      },
      GATEWAY_TEST_TIMEOUT_MS,
    );

    test(
      "the same customer by the hidden id is the same conversation",
      async () => {
        simulator.phone.people.add({ pn: NUMBER, lid: HIDDEN });
        simulator.phone.inbound({
          chat: ANA_LID,
          text: "Obrigada por tudo, e a nota?",
          pushname: "Ana",
        });
        told.push("Obrigada por tudo, e a nota?");
        await texts(told);
        expect(await conversations()).toHaveLength(1);
      },
      GATEWAY_TEST_TIMEOUT_MS,
    );

    test(
      "logged out on the phone, it waits for a person and says so to everybody",
      async () => {
        simulator.phone.loggedOutByPhone();
        await inState("logged-out");
        await gateway.admin.post(`/inboxes/${inboxId}/session`, { kind: "pair", method: "qr" });
        await until(async () => (await session()).session?.pairing ?? undefined, "a new code");
      },
      GATEWAY_TEST_TIMEOUT_MS,
    );
  },
);
