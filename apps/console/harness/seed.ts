import { randomUUID } from "node:crypto";
import type { AgentView, ConversationView, InboxView, QueueView } from "@circuito/protocol";
import { ChatStore } from "./chat-routes.ts";
import { seedChats } from "./chat-seed.ts";
import { seedMails } from "./mail-seed.ts";
import { MailStore } from "./mail-store.ts";
import { World } from "./world.ts";

const MINUTE_MS = 60_000;
const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE_MS).toISOString();

const queue = (
  told: Partial<QueueView> & Pick<QueueView, "name" | "level" | "role">,
): QueueView => ({
  id: randomUUID(),
  area: null,
  waiting: 0,
  oldestWaitingSince: null,
  agentsAvailable: 2,
  waitSeconds: null,
  onlyOwnerReplies: true,
  claimsOnTyping: true,
  closing: { needsCategory: false, resolution: "none", surveyMayBeLeftOut: false },
  ...told,
});

/**
 * A morning at a small company: two people, five queues, a dozen conversations. What came by mail
 * is put there by `receiveMails`: it has waited longest, and would stand before everything else.
 */
export function seededWorld() {
  const queues = {
    support: queue({
      name: "Atendimento N1",
      level: 1,
      role: "solver",
      waiting: 4,
      oldestWaitingSince: ago(60),
    }),
    triage: queue({
      name: "Direcionamento",
      level: 1,
      role: "director",
      waiting: 2,
      oldestWaitingSince: ago(17),
    }),
    finance: queue({
      name: "Financeiro N2",
      level: 2,
      role: "specialist",
      area: "finance",
      waiting: 1,
    }),
    logistics: queue({
      name: "Logística N2",
      level: 2,
      role: "specialist",
      area: "logistics",
      agentsAvailable: 0,
    }),
    engineering: queue({
      name: "Engenharia N3",
      level: 3,
      role: "specialist",
      area: "technical",
      agentsAvailable: 1,
    }),
  };
  const agent = (name: string, email: string, queueIds: string[], load: number): AgentView => ({
    id: randomUUID(),
    name,
    email,
    role: "agent",
    queueIds,
    wanted: "available",
    wantedReason: null,
    wantedSince: ago(60),
    shiftId: null,
    reachable: true,
    load,
    capacity: 5,
  });
  const { support, triage, finance, engineering } = queues;
  const carla = agent("Carla Dias", "carla@example.com", [support.id, triage.id], 2);
  const bruno = agent("Bruno Alves", "bruno@example.com", [support.id, finance.id], 1);
  const ines = agent("Inês Prado", "ines@example.com", [finance.id, engineering.id], 0);
  const dora: AgentView = { ...agent("Dora Nunes", "dora@example.com", [], 0), role: "admin" };
  const inbox = (name: string, channel: string): InboxView => ({
    id: randomUUID(),
    name,
    channel,
    provider: channel,
    enabled: true,
    tellsProtocol: true,
    webhookUrl: null,
    settings: {},
  });
  const sms = inbox("SMS principal", "sms");
  const chat = inbox("Site", "webchat");
  const mailbox = inbox("Suporte por e-mail", "email");

  const world = new World({
    agents: [carla, bruno, ines, dora],
    queues: Object.values(queues),
    inboxes: [sms, chat, mailbox],
  });
  let number = 0;
  const start = (
    name: string | null,
    told: Partial<ConversationView>,
    minutes: number,
  ): ConversationView => {
    number += 1;
    return world.open({
      id: randomUUID(),
      protocol: `2026-0418-${number}`,
      channel: "sms",
      inboxId: sms.id,
      contact: { id: randomUUID(), name, address: `tel:+55419${String(99120000 + number)}` },
      status: "open",
      waitingOn: "agent",
      queueId: support.id,
      inMenu: false,
      level: 1,
      priority: 0,
      assignee: null,
      epoch: 0,
      version: 1,
      lastSeq: 0,
      subject: null,
      title: null,
      category: null,
      categoryId: null,
      categoryFields: null,
      lease: null,
      summary: null,
      urgency: null,
      promisedAt: null,
      tags: [],
      followerIds: [],
      arrivedAt: ago(minutes),
      lastMessageAt: null,
      waitingSince: null,
      snoozedUntil: null,
      resolvedAt: null,
      preview: "",
      previewLengthMs: null,
      previewFrom: null,
      handOver: null,
      replyWindowEndsAt: null,
      optedOutAt: null,
      nextDue: null,
      promisesRevision: 0,
      ...told,
    });
  };
  const owner = (who: AgentView) => ({ id: who.id, name: who.name });
  const web = { channel: "webchat", inboxId: chat.id };

  const marina = start("Marina Costa", {}, 61);
  const opened = { kind: "opened", because: "rule-matched", data: { queueId: support.id } };
  world.note(marina.id, { ...opened, at: ago(61) });
  world.customerSays(
    marina.id,
    "Bom dia! Comprei uma cafeteira na semana passada e ela chegou com a jarra trincada.",
    { createdAt: ago(60) },
  );
  world.customerSays(marina.id, "O pedido é o 48213. Vocês conseguem trocar só a jarra?", {
    createdAt: ago(59),
  });

  const rafael = start("Rafael Moura", { assignee: owner(carla), epoch: 1, ...web }, 120);
  world.note(rafael.id, {
    kind: "opened",
    because: "no-rule-matched",
    data: { queueId: support.id },
    at: ago(119),
  });
  world.customerSays(rafael.id, "Não consigo entrar no aplicativo, diz que a senha expirou.", {
    createdAt: ago(118),
  });
  world.note(rafael.id, {
    kind: "assigned",
    because: "longest-idle",
    data: { agentId: carla.id },
    at: ago(117),
  });
  world.agentSays(
    rafael.id,
    carla.id,
    "Oi, Rafael! Enviei um link para criar outra senha. Chegou aí?",
    { createdAt: ago(116) },
  );
  world.deliver(rafael.id, 2, "read");
  world.say(rafael.id, {
    direction: "note",
    text: "Conta antiga, migrada em março. O bloqueio vem da política de 90 dias.",
    author: { kind: "agent", ...owner(carla) },
    createdAt: ago(115),
  });
  world.agentSays(rafael.id, carla.id, "Se preferir, posso ficar na linha enquanto você testa.", {
    createdAt: ago(30),
  });
  world.deliver(rafael.id, 4, "delivered");
  world.customerSays(rafael.id, "Chegou! Vou testar agora.", { createdAt: ago(12) });

  const lucia = start(
    "Lúcia Ferraz",
    {
      assignee: owner(carla),
      epoch: 3,
      queueId: support.id,
      title: "Cobrança em duplicidade",
      category: "Cobrança",
      summary:
        "Duas cobranças de R$ 189,90 no cartão em 14/04. Já conferi: um só pedido no sistema.",
      urgency: "high",
      promisedAt: new Date(Date.now() + 9 * MINUTE_MS).toISOString(),
      tags: ["cobrança", "cartão"],
    },
    240,
  );
  world.customerSays(lucia.id, "Fui cobrada duas vezes pelo mesmo pedido!", {
    createdAt: ago(239),
  });
  world.agentSays(
    lucia.id,
    bruno.id,
    "Entendo, Lúcia. Vou verificar com o financeiro e retorno ainda hoje.",
    { createdAt: ago(200) },
  );
  world.deliver(lucia.id, 2, "failed", "o número não recebe mensagens agora");
  world.change(lucia.id, {
    waitingOn: "agent",
    waitingSince: ago(35),
    handOver: {
      kind: "transfer",
      byName: "Bruno Alves",
      fromQueueId: finance.id,
      note: "O estorno foi pedido (nº 7781). Falta só confirmar o prazo com a cliente: até 2 faturas.",
      result: null,
      at: ago(35),
      diverted: null,
    },
  });
  world.note(lucia.id, {
    kind: "transferred",
    actorName: "Bruno Alves",
    because: "to-a-colleague",
    data: { fromQueueId: finance.id, toQueueId: support.id, toAgentId: carla.id },
    at: ago(35),
  });
  world.customerSays(lucia.id, "Alguma novidade?", { createdAt: ago(34) });

  const unnamed = start(null, web, 25);
  world.customerSays(unnamed.id, "Vocês entregam em Florianópolis?", { createdAt: ago(24) });
  world.customerSays(unnamed.id, "Qual o prazo?", { createdAt: ago(24), collision: true });
  const triaged = start("Paulo Nunes", { queueId: triage.id }, 18);
  world.customerSays(triaged.id, "O boleto deste mês veio com o valor errado, podem corrigir?", {
    createdAt: ago(17),
  });
  const others = start("Helena Brandão", { assignee: owner(bruno), epoch: 1 }, 15);
  world.customerSays(others.id, "Quero mudar o endereço de entrega do pedido 48377.", {
    createdAt: ago(14),
  });
  for (const [name, words, minutes] of [
    ["Otávio Sena", "Tem previsão para o reparo?", 11],
    ["Beatriz Leal", "Obrigada, mas o cupom não funcionou.", 8],
    ["Samuel Brito", "Preciso da segunda via da nota fiscal.", 6],
    ["Tereza Campos", "Oi, tudo bem? Esqueci meu usuário.", 3],
  ] as const) {
    const it = start(name, {}, minutes);
    world.customerSays(it.id, words, { createdAt: ago(minutes) });
  }
  const waiting = start("Diego Farias", { assignee: owner(carla), epoch: 1 }, 300);
  world.customerSays(waiting.id, "Quero cancelar a assinatura.", { createdAt: ago(299) });
  world.agentSays(waiting.id, carla.id, "Claro. Pode me confirmar o CPF do titular?", {
    createdAt: ago(280),
  });
  world.deliver(waiting.id, 2, "read");
  const snoozed = start("Aline Torres", { assignee: owner(carla), epoch: 1 }, 400);
  world.customerSays(snoozed.id, "Me avisem quando o modelo azul voltar.", { createdAt: ago(399) });
  world.change(snoozed.id, {
    status: "snoozed",
    snoozedUntil: new Date(Date.now() + 20 * 60 * MINUTE_MS).toISOString(),
  });
  const done = start("Júlio Meireles", { assignee: owner(carla), epoch: 1 }, 500);
  world.customerSays(done.id, "Deu certo, obrigado!", { createdAt: ago(499) });
  world.change(done.id, { status: "resolved", resolvedAt: ago(450), waitingSince: null });

  const mails = new MailStore();
  const receiveMails = () =>
    seedMails({
      world,
      mails,
      carla,
      ago,
      open: (name, subject, minutes, mine) =>
        start(
          name,
          {
            channel: "email",
            inboxId: mailbox.id,
            contact: {
              id: randomUUID(),
              name,
              address: `mailto:${name.split(" ")[0]?.toLowerCase()}@example.org`,
            },
            subject,
            ...(mine ? { assignee: owner(carla), epoch: 1 } : {}),
          },
          minutes,
        ),
    });

  const chats = new ChatStore();
  const receiveChats = () =>
    seedChats({
      world,
      chats,
      carla,
      ago,
      open: (name, inboxId, address, minutes, told) =>
        start(
          name,
          {
            channel: "whatsapp",
            inboxId,
            contact: { id: randomUUID(), name, address },
            assignee: owner(carla),
            epoch: 1,
            ...told,
          },
          minutes,
        ),
    });

  return {
    world,
    mails,
    chats,
    receiveChats,
    queues,
    agents: { carla, bruno, ines, dora },
    conversations: { marina, rafael, lucia, unnamed, triaged, others },
    receiveMails,
  };
}
