import type { FigureWords } from "./figure-words.ts";

export const PT_BR: FigureWords = {
  opened: ["Conversas", "Conversas que começaram no período, pela primeira mensagem do cliente."],
  inbound: [
    "Mensagens recebidas",
    "Mensagens de clientes que pedem resposta; avisos automáticos não contam.",
  ],
  replies: ["Respostas", "Mensagens que pessoas da equipe enviaram a clientes."],
  resolved: [
    "Resolvidas",
    "Conversas resolvidas no período que não foram reabertas. Spam e duplicadas não contam.",
  ],
  "first-response": [
    "Primeira resposta",
    "Da primeira mensagem do cliente (ou do fim do menu automático) até a primeira resposta de uma pessoa. Robôs e avisos não são resposta; o que ainda espera não entra como zero.",
  ],
  "next-response": [
    "Respostas seguintes",
    "Da primeira mensagem sem resposta até a resposta de uma pessoa, depois da primeira.",
  ],
  "queue-wait": [
    "Espera na fila",
    "Cada tempo em uma fila sem responsável, contado na fila em que se esperou.",
  ],
  handle: [
    "Tempo de atendimento",
    "Tempo em que uma pessoa teve a conversa aberta à sua frente, somado por pessoa e fila; depois de 5 minutos sem tocar em nada não conta, e duas janelas ao mesmo tempo contam uma vez.",
  ],
  resolution: [
    "Resolução",
    "Da primeira mensagem do cliente até a última resolução, se não foi reaberta.",
  ],
  "resolution-net": [
    "Resolução líquida",
    "O mesmo sem o tempo em que se esperava o cliente ou terceiros, e sem o tempo em que estava resolvida.",
  ],
  "between-contacts": [
    "Entre contatos",
    "Do início de um contato do cliente ao início do contato seguinte, na mesma conversa.",
  ],
  "contacts-per-resolution": [
    "Contatos por resolução",
    "Quantas vezes o cliente voltou a escrever até a conversa ser resolvida; mensagens seguidas são um contato.",
  ],
  "resolution-rate": [
    "Taxa de resolução",
    "Resolvidas ÷ conversas que começaram no mesmo período.",
  ],
  fcr: [
    "FCR (primeiro contato)",
    "Das conversas resolvidas por pessoas: resolvidas por quem respondeu primeiro, sem mudar de nível, sem reabertura, sem “não” na confirmação e sem nova conversa da mesma pessoa sobre o mesmo motivo em 7 dias. Os últimos 7 dias são provisórios.",
  ],
  "reopen-rate": [
    "Reabertura",
    "Resoluções que foram reabertas ÷ resoluções. O que se desfaz em um minuto não conta.",
  ],
  abandonment: [
    "Abandono",
    "Chats ao vivo em que o cliente saiu antes da primeira resposta, depois de esperar 10 s ou mais.",
  ],
  transfers: ["Transferências", "Vezes em que uma conversa passou de uma fila a outra."],
  "director-accuracy": [
    "Acerto do direcionamento",
    "Direcionamentos que a área aceitou e não devolveu ÷ direcionamentos.",
  ],
  sla: [
    "Prazos cumpridos (SLA)",
    "Prazos cumpridos ÷ prazos vencidos ou cumpridos; cancelados não contam.",
  ],
  "sla-queue-wait": ["SLA: espera na fila", "Prazos de espera na fila que foram cumpridos."],
  "sla-first-response": [
    "SLA: primeira resposta",
    "Prazos de primeira resposta que foram cumpridos.",
  ],
  "sla-next-response": [
    "SLA: respostas seguintes",
    "Prazos das respostas seguintes que foram cumpridos.",
  ],
  "sla-acceptance": ["SLA: aceite", "Prazos de aceite de uma passagem que foram cumpridos."],
  "sla-resolution": ["SLA: resolução", "Prazos de resolução que foram cumpridos."],
  "confirmation-answers": [
    "Respostas à confirmação",
    "Clientes que responderam se está resolvido ÷ clientes perguntados.",
  ],
  confirmed: ["Confirmadas", "“Sim” ÷ respostas à confirmação."],
  csat: ["CSAT", "Respostas 4 e 5 ÷ respostas, na escala de 1 a 5."],
  "csat-answers": ["Respostas à CSAT", "Pesquisas respondidas ÷ enviadas."],
  ces: ["CES", "Média da escala de 1 a 7 (“foi fácil resolver”)."],
  "ces-answers": ["Respostas à CES", "Pesquisas respondidas ÷ enviadas."],
  nps: ["NPS", "% de 9 e 10 menos % de 0 a 6, na escala de 0 a 10."],
  "nps-answers": ["Respostas à NPS", "Pesquisas respondidas ÷ enviadas."],
};
