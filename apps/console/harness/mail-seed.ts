import { randomUUID } from "node:crypto";
import type { AgentView, ConversationView, MailView, MessageView } from "@circuito/protocol";
import type { MailStore } from "./mail-store.ts";
import type { World } from "./world.ts";

type Mailbox = MailView["from"][number];

const US: Mailbox = { name: "Suporte Aurora", address: "suporte@example.com" };
const MARINA: Mailbox = { name: "Marina Costa", address: "marina@cliente.example.org" };
const ANA: Mailbox = { name: "Ana Lima", address: "ana@cliente.example.org" };

interface MailSeed {
  readonly world: World;
  readonly mails: MailStore;
  readonly carla: AgentView;
  readonly ago: (minutes: number) => string;
  readonly open: (
    name: string,
    subject: string,
    minutes: number,
    mine: boolean,
  ) => ConversationView;
}

const mailOf = (told: Partial<MailView> & Pick<MailView, "subject" | "from">): MailView => ({
  replyTo: [],
  to: [US],
  cc: [],
  class: "human",
  writer: "requester",
  hasMore: false,
  html: null,
  remarks: [],
  ...told,
});

type Media = MessageView["media"][number];
const file = (fileName: string, mimeType: string, sizeBytes: number): Media => ({
  fileName,
  mimeType,
  sizeBytes,
  state: "stored",
  url: `/api/v1/messages/${randomUUID()}/media/0`,
  disposition: "attachment",
  warning: null,
});

/** What a mail desk meets in a morning: a long thread, a newsletter, a bounce, an absence, an impostor. */
export function seedMails(seed: MailSeed) {
  return {
    thread: longThread(seed),
    newsletter: newsletter(seed),
    bounced: bounced(seed),
    absent: absent(seed),
    hostile: hostile(seed),
  };
}

function longThread({ world, mails, carla, ago, open }: MailSeed): ConversationView {
  const subject = "Pedido 48213: jarra trincada";
  const it = open("Marina Costa", subject, 1_500, true);
  const people = { from: [MARINA], to: [US], cc: [ANA] };
  const first = world.customerSays(
    it.id,
    "Bom dia!\n\nComprei uma cafeteira na semana passada e ela chegou com a jarra trincada. O pedido é o 48213 e a nota está em https://loja.example.com/notas/48213.\n\nVocês conseguem trocar só a jarra?\n\nObrigada,\nMarina",
    {
      createdAt: ago(1_490),
      mail: mailOf({ subject, ...people }),
      media: [
        file("foto-da-jarra.jpg", "image/jpeg", 1_840_000),
        file("nota-fiscal-48213.pdf", "application/pdf", 212_400),
      ],
    },
  );
  mails.detail(first.id, {
    text: first.text,
    verdict: { version: 1, placement: { kind: "new", possiblyRelated: [] }, candidates: [] },
  });
  const sent = world.agentSays(
    it.id,
    carla.id,
    "Oi, Marina!\n\nSinto muito pela jarra. Sim, trocamos só ela, sem custo. Pode me confirmar o endereço de entrega?\n\nCarla",
    {
      createdAt: ago(1_300),
      mail: mailOf({
        subject: `Re: ${subject}`,
        from: [US],
        to: [MARINA],
        cc: [ANA],
        writer: null,
      }),
    },
  );
  world.settle(it.id, sent.seq, "sent", [
    { address: "marina@cliente.example.org", status: "accepted", detail: "250 2.0.0 OK" },
    {
      address: "ana@cliente.example.org",
      status: "deferred",
      detail: "451 4.7.1 Greylisted, try again in 5 minutes",
    },
  ]);
  const middle = world.customerSays(
    it.id,
    "Claro: Rua das Acácias, 120, Curitiba.\nA Ana, em cópia, recebe durante o dia.",
    {
      createdAt: ago(260),
      mail: mailOf({ subject: `Re: ${subject}`, ...people, hasMore: true }),
    },
  );
  mails.detail(middle.id, {
    text: `${middle.text}\n\nEm qua., 25 de nov. de 2026, Suporte Aurora escreveu:\n> Oi, Marina!\n>\n> Sinto muito pela jarra. Pode me confirmar o endereço de entrega?\n>\n> > Comprei uma cafeteira na semana passada e ela chegou com a jarra trincada.\n\n-- \nMarina Costa\nCompras · Cliente S.A.`,
    verdict: {
      version: 1,
      placement: { kind: "join", conversationId: it.id, by: "reply-address" },
      candidates: [
        {
          conversationId: it.id,
          rule: "reply-address",
          evidence: "suporte+r.9f2c41@example.com",
          rejectedBecause: null,
        },
        {
          conversationId: randomUUID(),
          rule: "stored-id",
          evidence: "a81b@mail.cliente.example.org",
          rejectedBecause: "another-one-was-first",
        },
      ],
    },
  });
  const lastId = randomUUID();
  const last = world.customerSays(
    it.id,
    "Oi! Só para saber: já tem previsão? Se ajudar, pode mandar o código de rastreio para a Ana.\n\nMarina",
    {
      id: lastId,
      createdAt: ago(42),
      mail: mailOf({
        subject: `Re: ${subject}`,
        ...people,
        hasMore: true,
        html: mails.write(lastId, {
          visible: `<p>Oi! Só para saber: <b>já tem previsão?</b></p><p>Se ajudar, pode mandar o código de rastreio para a <a href="mailto:ana@cliente.example.org">Ana</a>.</p><p>Marina</p>`,
          quoted: `<blockquote><p>Claro: Rua das Acácias, 120, Curitiba.<br>A Ana, em cópia, recebe durante o dia.</p><blockquote><p>Oi, Marina! Pode me confirmar o endereço de entrega?</p></blockquote></blockquote>`,
          remote: 0,
        }),
      }),
    },
  );
  mails.detail(last.id, {
    text: `${last.text}\n\n> Claro: Rua das Acácias, 120, Curitiba.`,
    verdict: {
      version: 1,
      placement: { kind: "join", conversationId: it.id, by: "own-message-id" },
      candidates: [
        {
          conversationId: it.id,
          rule: "own-message-id",
          evidence: "c.7d10@example.com",
          rejectedBecause: null,
        },
      ],
    },
  });
  mails.proposal(it.id, { subject: `Re: ${subject}`, to: [MARINA], cc: [ANA] });
  return world.conversation(it.id);
}

function newsletter({ world, mails, ago, open }: MailSeed): ConversationView {
  const subject = "Novidades de novembro: frete grátis e cafés da estação";
  const from: Mailbox = { name: "Torrefação Boa Vista", address: "ofertas@boavista.example.net" };
  const it = open("Torrefação Boa Vista", subject, 190, true);
  const id = randomUUID();
  const said = world.customerSays(
    it.id,
    "Novidades de novembro. Frete grátis acima de R$ 120. Conheça os cafés da estação: Serra Azul, Vale do Sol e Mantiqueira.",
    {
      id,
      createdAt: ago(188),
      mail: mailOf({
        subject,
        from: [from],
        class: "bulk",
        html: mails.write(id, {
          visible: `<table width="100%" style="background:#f6efe4;font-family:Georgia,serif"><tr><td align="center" style="padding:24px"><table width="100%" style="background:#fff;border-radius:8px;max-width:560px"><tr><td style="padding:28px;text-align:center"><img data-remote="0" alt="Logotipo" width="64" height="64" style="background:#e9dcc6"><h1 style="color:#5b3a1e;font-size:26px">Cafés da estação</h1><p style="color:#5c5349;line-height:1.6">Serra Azul, Vale do Sol e Mantiqueira chegaram direto do produtor. Até domingo, <b>frete grátis</b> acima de R$ 120.</p><p><a href="https://boavista.example.net/loja" style="background:#8a4b16;color:#fff;padding:12px 24px;border-radius:4px;text-decoration:none;display:inline-block">Ver a loja</a></p></td></tr><tr><td style="padding:0 28px 28px"><img data-remote="1" alt="Três pacotes de café" width="504" height="160" style="background:#e9dcc6;width:100%"></td></tr></table></td></tr></table>`,
          quoted: "",
          remote: 2,
        }),
      }),
    },
  );
  mails.detail(said.id, {
    text: said.text,
    verdict: { version: 1, placement: { kind: "new", possiblyRelated: [] }, candidates: [] },
  });
  mails.proposal(it.id, {
    subject: `Re: ${subject}`,
    to: [from],
    warning: "no-reply",
  });
  return world.conversation(it.id);
}

function bounced({ world, mails, carla, ago, open }: MailSeed): ConversationView {
  const subject = "Segunda via do contrato";
  const wrong: Mailbox = { name: "Otávio Sena", address: "otavio@empresa.example.org" };
  const it = open("Otávio Sena", subject, 130, true);
  const asked = world.customerSays(it.id, "Podem me mandar a segunda via do contrato?", {
    createdAt: ago(128),
    mail: mailOf({ subject, from: [wrong] }),
  });
  mails.detail(asked.id, { text: asked.text, verdict: null });
  const sent = world.agentSays(it.id, carla.id, "Otávio, segue a segunda via em anexo.\n\nCarla", {
    createdAt: ago(100),
    mail: mailOf({ subject: `Re: ${subject}`, from: [US], to: [wrong], writer: null }),
    media: [file("contrato-2a-via.pdf", "application/pdf", 482_000)],
  });
  world.settle(it.id, sent.seq, "failed", [
    {
      address: wrong.address ?? "",
      status: "bounced",
      detail: "550 5.1.1 The email account that you tried to reach does not exist",
    },
  ]);
  const report = world.customerSays(
    it.id,
    "This is the mail system at host mx.empresa.example.org. I'm sorry to have to inform you that your message could not be delivered to one or more recipients.",
    {
      createdAt: ago(99),
      mail: mailOf({
        subject: "Undelivered Mail Returned to Sender",
        from: [{ name: "Mail Delivery System", address: "mailer-daemon@empresa.example.org" }],
        class: "bounce",
        writer: null,
      }),
    },
  );
  mails.detail(report.id, {
    text: report.text,
    bounce: {
      kind: "failed",
      recipients: [
        {
          address: wrong.address ?? "",
          status: "5.1.1",
          reason: "no-such-address",
          permanence: "hard",
          diagnostic: "550 5.1.1 The email account that you tried to reach does not exist",
        },
      ],
    },
    verdict: {
      version: 1,
      placement: { kind: "join", conversationId: it.id, by: "own-message-id" },
      candidates: [
        {
          conversationId: it.id,
          rule: "own-message-id",
          evidence: "c.51aa@example.com",
          rejectedBecause: null,
        },
      ],
    },
  });
  mails.proposal(it.id, {
    subject: `Re: ${subject}`,
    to: [wrong],
    warning: "undeliverable",
  });
  return world.conversation(it.id);
}

function absent({ world, mails, ago, open }: MailSeed): ConversationView {
  const subject = "Proposta de manutenção";
  const beatriz: Mailbox = { name: "Beatriz Leal", address: "beatriz@example.net" };
  const it = open("Beatriz Leal", subject, 95, false);
  const said = world.customerSays(
    it.id,
    "Estou em férias até 3 de dezembro, com acesso limitado ao e-mail. Urgências: Samuel Brito, samuel@example.net.",
    {
      createdAt: ago(94),
      mail: mailOf({
        subject: `Resposta automática: ${subject}`,
        from: [beatriz],
        class: "out-of-office",
      }),
    },
  );
  mails.detail(said.id, { text: said.text, verdict: null });
  mails.proposal(it.id, { subject: `Re: ${subject}`, to: [beatriz] });
  return world.conversation(it.id);
}

function hostile({ world, mails, ago, open }: MailSeed): ConversationView {
  const subject = "Fatura em atraso <script>alert(1)</script>";
  const stranger: Mailbox = {
    name: "Suporte Aurora <suporte@example.com>",
    address: "cobranca@faturas-urgentes.example.net",
  };
  const it = open("Helena Brandão", subject, 36, true);
  const asked = world.customerSays(it.id, "A fatura de outubro já foi paga, podem conferir?", {
    createdAt: ago(35),
    mail: mailOf({ subject, from: [{ name: "Helena Brandão", address: "helena@example.org" }] }),
  });
  mails.detail(asked.id, { text: asked.text, verdict: null });
  const said = world.customerSays(
    it.id,
    "Pague hoje para evitar o bloqueio: https://faturas-urgentes.example.net/pagar. Senhas e dados do cartão na planilha em anexo.",
    {
      createdAt: ago(30),
      author: { kind: "contact", id: null, name: null },
      mail: mailOf({
        subject: `Re: ${subject}`,
        from: [stranger],
        replyTo: [{ name: "", address: "caixa@outro.example.org" }],
        writer: "unverified",
        remarks: ["address-suspicious", "dangerous-file-name"],
      }),
      media: [
        {
          ...file("Fatura_outubro.pdf.exe", "application/x-msdownload", 96_300),
          warning: "dangerous",
        },
        {
          ...file("planilha.xlsm", "application/vnd.ms-excel", 44_000),
          state: "blocked",
          url: null,
        },
        file(
          "um-nome-de-arquivo-tao-longo-que-ninguem-le-ate-o-fim-mas-que-chega-assim-mesmo.csv",
          "text/csv",
          900,
        ),
      ],
    },
  );
  mails.detail(said.id, {
    text: said.text,
    verdict: {
      version: 1,
      placement: { kind: "join", conversationId: it.id, by: "signed-reference" },
      candidates: [
        {
          conversationId: it.id,
          rule: "signed-reference",
          evidence: "[#2026-0418-18.k3]",
          rejectedBecause: null,
        },
      ],
    },
  });
  mails.proposal(it.id, {
    subject: `Re: ${subject}`,
    to: [{ name: "Helena Brandão", address: "helena@example.org" }],
    leftOut: [stranger],
  });
  return world.conversation(it.id);
}
