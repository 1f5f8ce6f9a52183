import { randomUUID } from "node:crypto";
import type { GraphUser } from "../../packages/lab/src/index.ts";
import { API_ROUTES } from "../../packages/protocol/src/index.ts";
import {
  type CloudGateway,
  GATEWAY_TEST_TIMEOUT_MS,
  startCloudGateway,
  until,
} from "./cloud-gateway.ts";

const HOUR_MS = 3_600_000;
const ALBUM = 20;

let stage: CloudGateway;
beforeAll(async () => {
  stage = await startCloudGateway("cloud-promises");
}, GATEWAY_TEST_TIMEOUT_MS);
afterAll(() => stage[Symbol.asyncDispose]());

const asked = (body: string) => ({ type: "text", text: { body } });

async function reply(conversationId: string, body: object) {
  const path = `/conversations/${conversationId}/messages`;
  const said = await stage.gateway.admin.post(path, { clientId: randomUUID(), ...body });
  return API_ROUTES.reply.response.parse(said);
}

const statusOf = (conversationId: string, messageId: string, status: string) =>
  until(async () => {
    const all = await stage.messagesOf(conversationId);
    const found = all.find(({ id }) => id === messageId);
    return found?.delivery?.status === status ? found : undefined;
  }, status);

const submissionsOf = (messageId: string) =>
  stage.graph.submissions.filter(({ opaque }) => opaque === messageId);

test(
  "an album of twenty pictures, each in a webhook of its own and all at once, is one conversation in order",
  async () => {
    const { graph } = stage;
    const ana: GraphUser = { phone: "551150000201", name: "Ana" };
    const sent = await Promise.all(
      Array.from({ length: ALBUM }, (_, n) => {
        const picture = graph.media.add(
          Buffer.from(`\xff\xd8\xff\xe0 ${n}`, "latin1"),
          "image/jpeg",
        );
        return graph.customerWrites(ana, {
          type: "image",
          image: {
            id: picture.id,
            mime_type: "image/jpeg",
            sha256: picture.sha256,
            caption: `${n}`,
          },
        });
      }),
    );
    expect(sent.every(({ answer }) => answer === 200)).toBe(true);
    const conversations = await Promise.all(sent.map(({ wamid }) => stage.conversationOf(wamid)));
    expect(new Set(conversations).size).toBe(1);
    const [id = ""] = conversations;
    const all = await until(async () => {
      const messages = await stage.messagesOf(id);
      const isWhole = messages.every(({ media }) => media[0]?.state === "stored");
      return isWhole ? messages : undefined;
    }, "twenty pictures");
    expect(all.map(({ seq }) => seq)).toEqual(Array.from({ length: ALBUM }, (_, n) => n + 1));
    expect(new Set(all.map(({ text }) => text)).size).toBe(ALBUM);
    // Webhooks in parallel have no order but the one in which they were accepted: the ledger's.
    const rows = await Promise.all(
      sent.map(async ({ wamid }) => {
        const path = `/ledger?inboxId=${stage.inboxId}&externalId=${wamid}`;
        const answer = await stage.gateway.admin.get(path);
        const [row] = API_ROUTES.listLedger.response.parse(answer).items;
        if (!row) throw new Error("a picture is not in the ledger");
        return row;
      }),
    );
    const inLedgerOrder = rows.toSorted((a, b) => Number(BigInt(a.id) - BigInt(b.id)));
    expect(inLedgerOrder.map(({ seq }) => seq)).toEqual(all.map(({ seq }) => seq));
  },
  GATEWAY_TEST_TIMEOUT_MS,
);

test(
  "one customer by number, by the id of the portfolio, and without the ninth digit: one conversation",
  async () => {
    const { graph } = stage;
    const userId = "BR.7502576394655001";
    const both: GraphUser = { phone: "5581991110301", userId, name: "Bia" };
    const first = await graph.customerWrites(both, asked("pelo número e pelo id"));
    const hidden: GraphUser = { userId, username: "bia.souza", name: "Bia" };
    const second = await graph.customerWrites(hidden, asked("só pelo id"));
    const short: GraphUser = { phone: "558191110301", name: "Bia" };
    const third = await graph.customerWrites(short, asked("sem o nono dígito"));
    const ids = await Promise.all(
      [first, second, third].map(({ wamid }) => stage.conversationOf(wamid)),
    );
    expect(new Set(ids).size).toBe(1);
    expect((await stage.messagesOf(ids[0] ?? "")).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  },
  GATEWAY_TEST_TIMEOUT_MS,
);

test(
  "a send whose answer is lost after it was taken is found by what Meta tells, and was sent once",
  async () => {
    const { graph } = stage;
    const { wamid } = await graph.customerWrites({ phone: "551150000202" }, asked("oi"));
    const id = await stage.conversationOf(wamid);
    graph.misbehaviors.plan({ kind: "accept-then-cut" });
    const { id: messageId } = await reply(id, { text: "Já saiu." });
    await statusOf(id, messageId, "unknown");
    const [submission] = submissionsOf(messageId);
    if (!submission) throw new Error("it never reached Meta");
    await graph.sendStatuses([graph.statusOf(submission, "sent")]);
    await statusOf(id, messageId, "sent");
    await graph.sendStatuses([graph.statusOf(submission, "delivered")]);
    await statusOf(id, messageId, "delivered");
    expect(submissionsOf(messageId)).toHaveLength(1);
    // What the customer says of it finds it, though its answer never came.
    await graph.customerWrites(
      { phone: "551150000202" },
      { type: "reaction", reaction: { message_id: submission.wamid, emoji: "🙏" } },
    );
    await until(async () => {
      const all = await stage.messagesOf(id);
      return all.find((m) => m.id === messageId && m.changes?.reactions[0]?.emoji === "🙏");
    }, "the reaction");
  },
  GATEWAY_TEST_TIMEOUT_MS,
);

test(
  "a send that was not taken and got no answer is shown as unknown, and never goes out by itself",
  async () => {
    const { graph, gateway } = stage;
    const { wamid } = await graph.customerWrites({ phone: "551150000203" }, asked("oi"));
    const id = await stage.conversationOf(wamid);
    graph.misbehaviors.plan({ kind: "hang" });
    const { id: messageId } = await reply(id, { text: "Um instante." });
    await statusOf(id, messageId, "unknown");
    // Neither the next answer of the conversation nor a new start of the sender repeats it.
    const next = await reply(id, { text: "Pronto." });
    await statusOf(id, next.id, "sent");
    await gateway.router.kill();
    await gateway.router.start();
    const last = await reply(id, { text: "Mais alguma coisa?" });
    await statusOf(id, last.id, "sent");
    expect(submissionsOf(messageId).filter(({ outcome }) => outcome === "accepted")).toEqual([]);
    await statusOf(id, messageId, "unknown");
  },
  GATEWAY_TEST_TIMEOUT_MS,
);

test(
  "after the window free words are refused, templates are offered, and one goes out",
  async () => {
    const { graph, gateway, inboxId } = stage;
    graph.templates = [
      {
        id: "1",
        name: "pedido_enviado",
        language: "pt_BR",
        status: "APPROVED",
        category: "UTILITY",
        components: [{ type: "BODY", text: "Olá {{1}}, seu pedido saiu." }],
      },
    ];
    const yesterday = graph.now() - 25 * HOUR_MS;
    const { wamid } = await graph.customerWrites({ phone: "551150000204" }, asked("oi"), {
      at: yesterday,
    });
    const id = await stage.conversationOf(wamid);
    await expect(reply(id, { text: "Saiu." })).rejects.toThrow(/422/);
    const offered = API_ROUTES.listTemplates.response.parse(
      await gateway.admin.get(`/inboxes/${inboxId}/templates`),
    );
    expect(offered.items).toMatchObject([
      { name: "pedido_enviado", variables: { body: 1 }, unusableBecause: null },
    ]);
    const template = { name: "pedido_enviado", language: "pt_BR", body: ["Caio"] };
    const said = await reply(id, { chat: { template } });
    expect(said.text).toBe("Olá Caio, seu pedido saiu.");
    await statusOf(id, said.id, "sent");
    expect(submissionsOf(said.id)).toMatchObject([
      { outcome: "accepted", message: { type: "template" } },
    ]);
    // The customer answers: free words go out again.
    await graph.customerWrites({ phone: "551150000204" }, asked("obrigado pelo aviso, e agora?"));
    await until(async () => {
      const all = await stage.messagesOf(id);
      return all.length === 3 ? all : undefined;
    }, "the answer");
    const free = await reply(id, { text: "Chega amanhã." });
    await statusOf(id, free.id, "sent");
  },
  GATEWAY_TEST_TIMEOUT_MS,
);
