import type { QueueId } from "@circuito/domain";
import { type Queryable, saveQuickReply } from "@circuito/store";

/** What a shop answers every day; a queue's name where only its people need it. */
const DEMO_QUICK_REPLIES: readonly {
  readonly name: string;
  readonly body: string;
  readonly queue?: "Financeiro" | "Técnico" | "Logística";
}[] = [
  {
    name: "Saudação",
    body: "Olá, {{cliente.primeiro_nome}}! Aqui é {{atendente.primeiro_nome}}, da {{empresa}}. Como posso ajudar?",
  },
  {
    name: "Um momento",
    body: "Um momento, por favor. Estou verificando e já volto com a resposta.",
  },
  { name: "Número do protocolo", body: "O número do seu protocolo é {{protocolo}}." },
  {
    name: "Pedir número do pedido",
    body: "Para localizar a sua compra, me informe o número do pedido. Ele está no e-mail de confirmação.",
  },
  {
    name: "Encerramento",
    body: "Fico feliz em ajudar! Se precisar de algo mais, é só responder por aqui. Protocolo {{protocolo}}.",
  },
  {
    name: "Segunda via de boleto",
    body: "Segue a segunda via do boleto. O pagamento é confirmado em até dois dias úteis.",
    queue: "Financeiro",
  },
  {
    name: "Prazo de reembolso",
    body: "O reembolso foi solicitado e aparece em até sete dias úteis, na mesma forma de pagamento.",
    queue: "Financeiro",
  },
  {
    name: "Limpar o cache do navegador",
    body: "Por favor, limpe os dados de navegação, feche todas as janelas e entre de novo na sua conta.",
    queue: "Técnico",
  },
  {
    name: "Rastreio da entrega",
    body: "Seu pedido já está com a transportadora. O código de rastreio chega por e-mail ainda hoje.",
    queue: "Logística",
  },
];

export async function saveDemoQuickReplies(
  tx: Queryable,
  { queueOf, newId, at }: { queueOf: (name: string) => QueueId; newId: () => string; at: number },
): Promise<void> {
  for (const { name, body, queue } of DEMO_QUICK_REPLIES) {
    const queueId = queue === undefined ? null : queueOf(queue);
    const reply = { id: newId(), name, body, queueId, agentId: null, channels: [], version: 1 };
    await saveQuickReply(tx, reply, at);
  }
}
