import { randomUUID } from "node:crypto";
import type { GraphUser } from "../../packages/lab/src/index.ts";
import { API_ROUTES, type MessageView } from "../../packages/protocol/src/index.ts";
import { GATEWAY_TEST_TIMEOUT_MS, startCloudGateway, until } from "./cloud-gateway.ts";

const ANA: GraphUser = {
  phone: "5511900000042",
  name: "Ana Souza",
  userId: "BR.1502576394655843",
};
const JPEG = Buffer.from("\xff\xd8\xff\xe0\0\x10JFIF\0\x01 a picture of a leaking tap", "latin1");

test(
  "a conversation on WhatsApp: words and a picture in, a reply with choices out, what becomes of it",
  async () => {
    await using stage = await startCloudGateway("cloud-story");
    const { graph, gateway } = stage;
    const { admin } = gateway;

    const words = await graph.customerWrites(ANA, { type: "text", text: { body: "está vazando" } });
    expect(words.answer).toBe(200);
    const picture = graph.media.add(JPEG, "image/jpeg");
    await graph.customerWrites(ANA, {
      type: "image",
      image: { id: picture.id, mime_type: "image/jpeg", sha256: picture.sha256, caption: "veja" },
    });

    const conversationId = await stage.conversationOf(words.wamid);
    const messages = () => stage.messagesOf(conversationId);
    const seen = (what: string, is: (message: MessageView) => boolean) =>
      until(async () => (await messages()).find(is), what);

    const stored = await seen("the picture", ({ media }) => media[0]?.state === "stored");
    expect(stored).toMatchObject({ text: "veja", media: [{ sizeBytes: JPEG.byteLength }] });
    const [asked] = await messages();
    expect(asked).toMatchObject({ text: "está vazando", direction: "inbound" });

    const reply = API_ROUTES.reply.response.parse(
      await admin.post(`/conversations/${conversationId}/messages`, {
        text: "podemos ir amanhã?",
        clientId: randomUUID(),
        chat: { answers: asked?.id, choices: [{ id: "yes", title: "Sim" }] },
      }),
    );
    await graph.arrived(1);
    const [submission] = graph.submissions;
    expect(submission).toMatchObject({
      outcome: "accepted",
      opaque: reply.id,
      message: { to: ANA.phone, type: "interactive", context: { message_id: words.wamid } },
    });
    if (!submission) throw new Error("nothing was sent");
    // Out of order, as they come: read is the last word.
    for (const status of ["read", "sent", "delivered"] as const) {
      expect(await graph.sendStatuses([graph.statusOf(submission, status)])).toBe(200);
    }
    await seen("that it was read", ({ id, delivery }) => {
      return id === reply.id && delivery?.status === "read";
    });

    await graph.customerWrites(ANA, {
      type: "interactive",
      interactive: { type: "button_reply", button_reply: { id: "yes", title: "Sim" } },
      context: { from: graph.displayPhoneNumber, id: submission.wamid },
    });
    const chosen = await seen("the choice", ({ text }) => text === "Sim");
    expect(chosen.chat).toMatchObject({
      special: { kind: "choice", id: "yes", title: "Sim" },
      answers: { messageId: reply.id, from: "us" },
    });

    await graph.customerWrites(ANA, {
      type: "reaction",
      reaction: { message_id: submission.wamid, emoji: "👍" },
    });
    await seen("the reaction", ({ id, changes }) => {
      return id === reply.id && changes?.reactions[0]?.emoji === "👍";
    });
    await graph.customerWrites(ANA, {
      type: "edit",
      edit: {
        original_message_id: words.wamid,
        message: { type: "text", text: { body: "está vazando muito" } },
      },
    });
    const edited = await seen("the new words", ({ text }) => text === "está vazando muito");
    expect(edited.changes?.earlier).toMatchObject([{ text: "está vazando" }]);
    await graph.customerWrites(ANA, {
      type: "revoke",
      revoke: { original_message_id: words.wamid },
    });
    await seen("that it was taken back", ({ changes }) => changes?.revoked?.by === "customer");

    // On the phone that the number belongs to, one of us writes to her by her id alone.
    const echo = {
      from: graph.displayPhoneNumber,
      to_user_id: ANA.userId,
      id: graph.nextWamid(),
      timestamp: String(Math.floor(graph.now() / 1_000)),
      type: "text",
      text: { body: "já estou a caminho" },
    };
    const metadata = {
      display_phone_number: graph.displayPhoneNumber,
      phone_number_id: graph.phoneNumberId,
    };
    const value = { messaging_product: "whatsapp", metadata, message_echoes: [echo] };
    const changes = [{ field: "smb_message_echoes", value }];
    expect(await graph.postEntries([{ id: graph.wabaId, changes }])).toBe(200);
    const phone = await seen("our words of the phone", ({ text }) => text === echo.text.body);
    expect(phone).toMatchObject({ direction: "outbound", chat: { fromPhone: true } });
    expect((await messages()).map(({ text }) => text)).toEqual([
      "está vazando muito",
      "veja",
      "podemos ir amanhã?",
      "Sim",
      "já estou a caminho",
    ]);
  },
  GATEWAY_TEST_TIMEOUT_MS,
);
