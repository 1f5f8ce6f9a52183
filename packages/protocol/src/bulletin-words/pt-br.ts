import type { BulletinWords } from "./bulletin-words.ts";

export const PT_BR: BulletinWords = {
  fired: "Alerta: {name}",
  over: "Normalizado: {name}",
  test: "Teste: {name}",
  testText: "Este é um teste do alerta “{name}”. Nada aconteceu.",
  anywhere: {
    "queue-waiting": "Todas as filas",
    "queue-age": "Todas as filas",
    "promises-at-risk": "Todas as filas",
    "channel-down": "Todos os canais",
    "category-volume": "Motivo",
  },
  firedText: {
    "queue-waiting": "{subject}: {value} esperando; o limite é {limit}.",
    "queue-age":
      "{subject}: a conversa que espera há mais tempo espera há {value} min; o limite é {limit} min.",
    "promises-at-risk": "{subject}: {value} promessas em risco ou estouradas; o limite é {limit}.",
    "channel-down": "{subject}: sem conexão há {value} min; o limite é {limit} min.",
    "category-volume":
      "{subject}: {value} conversas na última hora; o usual neste horário é {usual}, e acima de {limit} é incomum.",
  },
  overText: {
    "queue-waiting": "{subject}: {value} esperando.",
    "queue-age": "{subject}: a conversa que espera há mais tempo espera há {value} min.",
    "promises-at-risk": "{subject}: {value} promessas em risco ou estouradas.",
    "channel-down": "{subject}: com conexão.",
    "category-volume": "{subject}: {value} conversas na última hora.",
  },
  lasted: "Durou {time} min.",
  open: "Abrir no Circuito",
  whyAlert: "Você recebe isto porque está no alerta “{name}” do Circuito.",
  mailTest: "Teste: e-mail da instalação",
  mailTestText: "Este é um teste do e-mail do Circuito. Se chegou, os alertas chegam também.",
  whyTest: "Você recebe isto porque alguém testou o e-mail do Circuito com o seu endereço.",
  report: "{name}: {period}",
  reportEmpty: "Nada foi medido neste período.",
  reportMore: "E mais {count} linhas no arquivo.",
  reportTimes: "Tempos são medianas.",
  whyReport: "Você recebe isto porque está na lista do envio “{name}” do Circuito.",
  news: "Novidades no Circuito: {count}",
  newsKinds: {
    assigned: "Conversas novas com você",
    message: "Clientes que responderam",
    mention: "Menções a você",
    sla: "Prazos",
    queue: "Conversas novas nas suas filas",
  },
  whyNews:
    "Você recebe isto porque pediu avisos por e-mail em Notificações e não estava conectado.",
};
