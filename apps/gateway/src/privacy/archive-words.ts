import type { PublicWords } from "../public/public-locale.ts";
import type { LeftOut } from "./archive-schema.ts";

/** What stands in a person's archive between their own words. */
export interface ArchiveWords {
  readonly title: string;
  /** @param company who holds the data, if the installation knows its name */
  readonly madeBy: (company: string | null, when: string) => string;
  readonly whatThisIs: string;
  readonly whatWeKnow: string;
  readonly name: string;
  readonly saidOfThemself: string;
  readonly segments: string;
  readonly since: string;
  readonly addresses: string;
  readonly severalPeople: string;
  readonly alsoKnownAs: string;
  readonly merges: string;
  readonly optOuts: string;
  readonly undeliverable: string;
  readonly conversations: string;
  readonly conversation: (protocol: string) => string;
  readonly channel: string;
  readonly address: string;
  readonly status: string;
  readonly statuses: Readonly<Record<string, string>>;
  readonly queue: string;
  readonly handedTo: string;
  readonly subject: string;
  readonly problem: string;
  readonly summary: string;
  readonly labels: string;
  readonly promised: string;
  readonly began: string;
  readonly solved: string;
  readonly movedTo: string;
  readonly asked: string;
  readonly score: string;
  readonly noAnswer: string;
  readonly internal: string;
  readonly writtenToOthers: string;
  readonly you: string;
  readonly us: string;
  readonly machine: string;
  readonly otherPerson: string;
  readonly theirsAlone: string;
  readonly note: string;
  readonly originalMail: string;
  readonly notKept: string;
  readonly deliveries: Readonly<Record<string, string>>;
  readonly leftOut: string;
  readonly because: Readonly<Record<LeftOut, string>>;
  readonly none: string;
}

export const ARCHIVE_WORDS: PublicWords<ArchiveWords> = {
  "pt-BR": {
    title: "Seus dados pessoais",
    madeBy: (company, when) =>
      company === null ? `Reunidos em ${when}` : `Reunidos por ${company} em ${when}`,
    whatThisIs:
      "Tudo o que guardamos sobre você nos nossos atendimentos. Os mesmos dados, para programas, estão em data.json (descritos em schema.json); os arquivos estão na pasta files.",
    whatWeKnow: "O que sabemos de você",
    name: "Nome",
    saidOfThemself: "Você informou",
    segments: "Segmentos",
    since: "Desde",
    addresses: "De onde você escreve",
    severalPeople: "usado por várias pessoas",
    alsoKnownAs: "Outros nomes da mesma conta",
    merges: "Cadastros reunidos no seu",
    optOuts: "Você pediu para não receber mensagens",
    undeliverable: "Endereços que não recebem mais mensagens",
    conversations: "Conversas",
    conversation: (protocol) => `Protocolo ${protocol}`,
    channel: "Canal",
    address: "Endereço",
    status: "Situação",
    statuses: { open: "aberta", snoozed: "adiada", resolved: "resolvida", closed: "encerrada" },
    queue: "Fila",
    handedTo: "Passou por",
    subject: "Assunto",
    problem: "Problema",
    summary: "Resumo",
    labels: "Etiquetas",
    promised: "Retorno prometido para",
    began: "Começou em",
    solved: "Resolvida em",
    movedTo: "Mensagens reunidas no protocolo",
    asked: "O que perguntamos depois",
    score: "Nota",
    noAnswer: "sem resposta",
    internal: "O que a equipe registrou",
    writtenToOthers: "O que você escreveu em conversas de outras pessoas",
    you: "Você",
    us: "Atendimento",
    machine: "Mensagem automática",
    otherPerson: "Outra pessoa na conversa",
    theirsAlone: "As palavras são dela e não estão aqui.",
    note: "Nota interna",
    originalMail: "e-mail original",
    notKept: "não temos mais este arquivo",
    deliveries: {
      ...{ queued: "na fila", claimed: "na fila", submitting: "saindo", sent: "enviada" },
      ...{
        delivered: "entregue",
        read: "lida",
        failed: "não entregue",
        unknown: "sem confirmação",
      },
    },
    leftOut: "O que não está aqui, e por quê",
    because: {
      "internal-notes": "Notas internas da equipe: peça a quem atende, se quiser recebê-las.",
      "words-of-others": "O que outras pessoas escreveram nas suas conversas: são dados delas.",
      "raw-payloads":
        "O que provedores de mensagens nos mandaram em forma técnica: o conteúdo está aqui como foi lido, e um envio pode trazer dados de outras pessoas. E-mails estão aqui como chegaram.",
      technical:
        "Índices de busca, identificadores técnicos e a distribuição interna do trabalho: são feitos do que está aqui, ou não dizem nada sobre você.",
      "undelivered-drafts": "Rascunhos de respostas que ninguém enviou.",
    },
    none: "Nada.",
  },
  en: {
    title: "Your personal data",
    madeBy: (company, when) =>
      company === null ? `Gathered on ${when}` : `Gathered by ${company} on ${when}`,
    whatThisIs:
      "Everything that we hold of you from our customer service. The same data, for programs, are in data.json (described in schema.json); files are in the folder files.",
    whatWeKnow: "What we know of you",
    name: "Name",
    saidOfThemself: "You told us",
    segments: "Segments",
    since: "Since",
    addresses: "Where you write from",
    severalPeople: "used by several people",
    alsoKnownAs: "Other names of the same account",
    merges: "Records that were merged into yours",
    optOuts: "You asked for no more messages",
    undeliverable: "Addresses that take no more messages",
    conversations: "Conversations",
    conversation: (protocol) => `Conversation ${protocol}`,
    channel: "Channel",
    address: "Address",
    status: "Status",
    statuses: { open: "open", snoozed: "snoozed", resolved: "solved", closed: "closed" },
    queue: "Queue",
    handedTo: "Went to",
    subject: "Subject",
    problem: "Problem",
    summary: "Summary",
    labels: "Labels",
    promised: "Answer promised for",
    began: "Began on",
    solved: "Solved on",
    movedTo: "Messages are in conversation",
    asked: "What we asked afterwards",
    score: "Score",
    noAnswer: "no answer",
    internal: "What the team wrote down",
    writtenToOthers: "What you wrote in conversations of other people",
    you: "You",
    us: "Customer service",
    machine: "Automatic message",
    otherPerson: "Another person in the conversation",
    theirsAlone: "The words are theirs and not here.",
    note: "Internal note",
    originalMail: "original e-mail",
    notKept: "we do not have this file any more",
    deliveries: {
      ...{ queued: "waiting", claimed: "waiting", submitting: "leaving", sent: "sent" },
      ...{ delivered: "delivered", read: "read", failed: "not delivered", unknown: "unconfirmed" },
    },
    leftOut: "What is not here, and why",
    because: {
      "internal-notes": "Internal notes of the team: ask us if you want them.",
      "words-of-others": "What other people wrote in your conversations: it is their data.",
      "raw-payloads":
        "What message providers sent us in technical form: its content is here as it was read, and one delivery may hold data of other people. E-mails are here as they came.",
      technical:
        "Search indexes, technical identifiers and how work was distributed: made of what is here, or says nothing about you.",
      "undelivered-drafts": "Drafts of answers that nobody sent.",
    },
    none: "Nothing.",
  },
  es: {
    title: "Sus datos personales",
    madeBy: (company, when) =>
      company === null ? `Reunidos el ${when}` : `Reunidos por ${company} el ${when}`,
    whatThisIs:
      "Todo lo que guardamos sobre usted en nuestra atención. Los mismos datos, para programas, están en data.json (descritos en schema.json); los archivos están en la carpeta files.",
    whatWeKnow: "Lo que sabemos de usted",
    name: "Nombre",
    saidOfThemself: "Usted informó",
    segments: "Segmentos",
    since: "Desde",
    addresses: "Desde dónde escribe",
    severalPeople: "usado por varias personas",
    alsoKnownAs: "Otros nombres de la misma cuenta",
    merges: "Registros reunidos en el suyo",
    optOuts: "Usted pidió no recibir mensajes",
    undeliverable: "Direcciones que ya no reciben mensajes",
    conversations: "Conversaciones",
    conversation: (protocol) => `Protocolo ${protocol}`,
    channel: "Canal",
    address: "Dirección",
    status: "Estado",
    statuses: { open: "abierta", snoozed: "pospuesta", resolved: "resuelta", closed: "cerrada" },
    queue: "Cola",
    handedTo: "Pasó por",
    subject: "Asunto",
    problem: "Problema",
    summary: "Resumen",
    labels: "Etiquetas",
    promised: "Respuesta prometida para",
    began: "Comenzó el",
    solved: "Resuelta el",
    movedTo: "Mensajes reunidos en el protocolo",
    asked: "Lo que preguntamos después",
    score: "Nota",
    noAnswer: "sin respuesta",
    internal: "Lo que el equipo registró",
    writtenToOthers: "Lo que escribió en conversaciones de otras personas",
    you: "Usted",
    us: "Atención",
    machine: "Mensaje automático",
    otherPerson: "Otra persona en la conversación",
    theirsAlone: "Las palabras son suyas y no están aquí.",
    note: "Nota interna",
    originalMail: "correo original",
    notKept: "ya no tenemos este archivo",
    deliveries: {
      ...{ queued: "en espera", claimed: "en espera", submitting: "saliendo", sent: "enviado" },
      ...{
        delivered: "entregado",
        read: "leído",
        failed: "no entregado",
        unknown: "sin confirmar",
      },
    },
    leftOut: "Lo que no está aquí, y por qué",
    because: {
      "internal-notes": "Notas internas del equipo: pídanoslas si desea recibirlas.",
      "words-of-others":
        "Lo que otras personas escribieron en sus conversaciones: son datos suyos.",
      "raw-payloads":
        "Lo que los proveedores de mensajes nos enviaron en forma técnica: el contenido está aquí como se leyó, y un envío puede traer datos de otras personas. Los correos están aquí como llegaron.",
      technical:
        "Índices de búsqueda, identificadores técnicos y la distribución interna del trabajo: se hacen de lo que está aquí, o no dicen nada sobre usted.",
      "undelivered-drafts": "Borradores de respuestas que nadie envió.",
    },
    none: "Nada.",
  },
};
