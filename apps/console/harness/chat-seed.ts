import { randomUUID } from "node:crypto";
import type {
  AgentView,
  ChangesView,
  ChatView,
  ConversationView,
  InboxView,
  MessageView,
  TemplateView,
} from "@circuito/protocol";
import type { ChatStore } from "./chat-routes.ts";
import type { World } from "./world.ts";

/** A chat message that is nothing but words. */
export const PLAIN_CHAT: ChatView = {
  answers: null,
  forwarded: null,
  speaker: null,
  late: false,
  fromPhone: false,
  mediaAs: null,
  referral: null,
  special: null,
  template: null,
  choices: [],
};
const UNCHANGED: ChangesView = { reactions: [], earlier: [], revoked: null };

interface ChatSeed {
  readonly world: World;
  readonly chats: ChatStore;
  readonly carla: AgentView;
  readonly ago: (minutes: number) => string;
  readonly open: (
    name: string | null,
    inboxId: string,
    address: string,
    minutes: number,
    told?: Partial<ConversationView>,
  ) => ConversationView;
}

/** A phone, a number of the official API, and what customers wrote to them. */
export function seedChats({ world, chats, carla, ago, open }: ChatSeed) {
  const phone = world.putInbox({
    ...whatsapp("WhatsApp da loja", null),
    provider: "whatsapp-web",
    settings: { transport: "web", groups: true, sendsPerMinuteMax: 12, restartAt: "04:00" },
  });
  const cloudId = randomUUID();
  const cloud = world.putInbox({
    ...whatsapp("WhatsApp oficial", `https://circuito.example.com/webhooks/${cloudId}`),
    id: cloudId,
    provider: "whatsapp-cloud",
    settings: {
      transport: "cloud",
      phoneNumberId: "106540352242922",
      wabaId: "102290129340398",
      marksRead: true,
      graphBaseUrl: "https://graph.facebook.com",
      graphVersion: "v25.0",
      mediaHosts: ["lookaside.fbsbx.com"],
    },
  });
  chats.tell(world, phone.id, {
    state: "ready",
    since: ago(600),
    account: { phone: "+5541999000001", name: "Loja Aurora" },
    ignored: { status: 41, newsletter: 7, group: 3 },
  });
  chats.traffic.set(phone.id, {
    lastInAt: ago(4),
    lastOutAt: ago(9),
    waiting: 1,
    parked: 0,
    failed: 2,
  });
  chats.traffic.set(cloud.id, {
    lastInAt: ago(20),
    lastOutAt: null,
    waiting: 0,
    parked: 0,
    failed: 0,
  });
  chats.templates.set(cloud.id, TEMPLATES);
  chats.checks.set(cloud.id, {
    steps: [
      { step: "token", ok: true, detail: "+55 41 3000-0000, Loja Aurora, quality GREEN" },
      { step: "account", ok: true, detail: "our number is one of 2 of this business account" },
      { step: "subscription", ok: false, detail: "no app is subscribed: no webhook will come" },
      { step: "templates", ok: true, detail: "4 approved, 3 can be sent from here" },
    ],
  });

  const nina = open("Nina Rocha", phone.id, "tel:+5541999100001", 90);
  const says = (text: string, minutes: number, chat: Partial<ChatView> = {}, more: More = {}) =>
    world.customerSays(nina.id, text, {
      createdAt: ago(minutes),
      sentAt: ago(minutes),
      // As the gateway: of nothing but words there is nothing to tell.
      chat: Object.keys(chat).length === 0 ? null : { ...PLAIN_CHAT, ...chat },
      ...more,
    });
  const first = says("Oi! Vi o anúncio da *cafeteira Aurora*. Ainda tem?", 88, {
    referral: {
      kind: "ad",
      url: "https://fb.example.com/ads/aurora",
      headline: "Cafeteira Aurora com 20% de desconto",
      body: "Só esta semana, com frete grátis para o Sul.",
    },
  });
  world.agentSays(nina.id, carla.id, "Tem sim! Nas cores _grafite_ e ~vermelha~ azul.", {
    createdAt: ago(86),
    chat: {
      ...PLAIN_CHAT,
      answers: {
        messageId: first.id,
        conversationId: first.conversationId,
        seq: first.seq,
        text: first.text,
        from: "customer",
      },
      choices: [
        { id: "g", title: "Grafite" },
        { id: "b", title: "Azul" },
      ],
    },
    changes: { ...UNCHANGED, reactions: [{ by: "customer", emoji: "😍" }] },
  });
  world.deliver(nina.id, 2, "read");
  says("O código dela é `CAF-110`", 85);
  says("Azul", 85, { special: { kind: "choice", id: "b", title: "Azul" } });
  says("Meu endereço é este", 84, {
    special: {
      kind: "location",
      latitude: -25.4284,
      longitude: -49.2733,
      name: "Casa",
      address: "Rua das Flores, 100, Curitiba",
    },
  });
  says(
    "Pode deixar com a portaria",
    80,
    { forwarded: "often" },
    {
      changes: {
        ...UNCHANGED,
        earlier: [{ text: "Pode deixar com o porteiro", until: ago(79) }],
        reactions: [{ by: "us", emoji: "👍" }],
      },
      revision: 2,
    },
  );
  says(
    "Meu cartão é 5502 0000 0000 0000",
    78,
    {},
    {
      changes: { ...UNCHANGED, revoked: { by: "customer", at: ago(77) } },
      revision: 1,
    },
  );
  world.say(nina.id, {
    direction: "outbound",
    text: "Anotado, Nina. Sai amanhã cedo.",
    author: { kind: "agent", id: null, name: null },
    createdAt: ago(70),
    chat: { ...PLAIN_CHAT, fromPhone: true },
  });
  world.deliver(nina.id, 7, "delivered");
  says("Ah, e troquem a voltagem para 220 V, por favor", 60, { late: true }, { sentAt: ago(66) });
  says(
    "",
    58,
    { mediaAs: "voice" },
    { media: [{ ...file("audio.ogg", "audio/ogg"), lengthMs: 42_300 }] },
  );
  says("", 57, {
    special: {
      kind: "contacts",
      contacts: [
        { name: "Seu João (porteiro)", phones: ["+5541999100099"], emails: [] },
        {
          name: "Portaria",
          phones: ["+554133330000"],
          emails: ["portaria@example.com"],
          organization: "Edifício Sol",
        },
      ],
    },
  });
  says("", 56, { special: { kind: "notice", event: "missed-call" } });
  const newest = says("Obrigada!", 55, {
    answers: {
      messageId: null,
      conversationId: null,
      seq: null,
      text: "Qualquer coisa, é só chamar",
      from: "us",
    },
  });

  const kinds = open("Clientes VIP", phone.id, "wa-group:120363000000000001", 70);
  const groupSays = (speaker: string, text: string, chat: Partial<ChatView>, more: More = {}) =>
    world.customerSays(kinds.id, text, {
      chat: { ...PLAIN_CHAT, speaker, ...chat },
      ...more,
    });
  groupSays("Bia", "Alguém já recebeu?", {});
  groupSays("Caio", "Ainda não", {});
  groupSays("Caio", "", {
    special: { kind: "poll", question: "Entrega em qual dia?", options: ["Quinta", "Sexta"] },
  });
  groupSays("Bia", "", {
    special: {
      kind: "order",
      catalogId: "9",
      items: [{ productId: "CAF-220", quantity: 2, price: 189.9, currency: "BRL" }],
    },
  });
  groupSays("Bia", "", {
    special: {
      kind: "form",
      name: "Entrega",
      fields: [
        { name: "cep", value: "80000-000" },
        { name: "periodo", value: "manhã" },
      ],
    },
  });
  groupSays("Caio", "", { special: { kind: "product", catalogId: "9", productId: "CAF-110" } });
  groupSays("Caio", "", { special: { kind: "invitation", name: "Promoções Aurora" } });
  groupSays("Bia", "", { special: { kind: "unsupported", type: "ephemeral", code: "131051" } });
  groupSays(
    "Bia",
    "",
    { mediaAs: "view-once" },
    { media: [file("foto.jpg", "image/jpeg", "unavailable")] },
  );

  const open24 = open("Otto Lima", cloud.id, "tel:+5541999100002", 50, {
    replyWindowEndsAt: new Date(Date.now() + DAY_MS).toISOString(),
  });
  world.customerSays(open24.id, "Meu pedido já saiu?", { createdAt: ago(9) });
  const over = open("Sara Pinto", cloud.id, "tel:+5541999100003", 2_000, {
    replyWindowEndsAt: ago(400),
  });
  world.customerSays(over.id, "Vou pensar e aviso.", { createdAt: ago(1_900), chat: PLAIN_CHAT });

  return { inboxes: { phone, cloud }, nina, kinds, open24, over, first, newest };
}

type More = Partial<MessageView>;
const DAY_MS = 24 * 60 * 60_000;

function whatsapp(name: string, webhookUrl: string | null): InboxView {
  return {
    id: randomUUID(),
    name,
    channel: "whatsapp",
    provider: "whatsapp",
    enabled: true,
    tellsProtocol: false,
    webhookUrl,
    settings: {},
  };
}

function file(
  fileName: string,
  mimeType: string,
  state: MessageView["media"][number]["state"] = "stored",
): MessageView["media"][number] {
  return {
    fileName,
    mimeType,
    sizeBytes: 12_000,
    state,
    url: state === "stored" ? `/icon.svg?${fileName}` : null,
    disposition: "attachment",
    warning: null,
  };
}

const template = (
  told: Partial<TemplateView> & Pick<TemplateView, "name" | "body">,
): TemplateView => ({
  language: "pt_BR",
  category: "utility",
  header: null,
  footer: null,
  buttons: [],
  variables: { header: 0, body: (told.body.match(/\{\{\d+\}\}/g) ?? []).length },
  unusableBecause: null,
  ...told,
});

const TEMPLATES: readonly TemplateView[] = [
  template({
    name: "pedido_enviado",
    header: "Pedido {{1}}",
    body: "Olá {{1}}, seu pedido saiu para entrega e chega até {{2}}.",
    footer: "Loja Aurora",
    buttons: [
      { kind: "url", text: "Rastrear", hasVariable: true },
      { kind: "quick-reply", text: "Falar com a loja", hasVariable: false },
    ],
    variables: { header: 1, body: 2 },
  }),
  template({
    name: "pedido_enviado",
    language: "en_US",
    header: "Order {{1}}",
    body: "Hello {{1}}, your order is on its way and arrives by {{2}}.",
    variables: { header: 1, body: 2 },
  }),
  template({ name: "retomar_conversa", body: "Oi! Podemos continuar nossa conversa?" }),
  template({
    name: "oferta_do_mes",
    category: "marketing",
    body: "Confira as ofertas do mês.",
    unusableBecause: "header-image",
  }),
];
