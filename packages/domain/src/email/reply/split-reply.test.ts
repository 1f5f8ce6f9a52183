import fc from "fast-check";
import { splitReply, visibleText } from "./split-reply.ts";

const show = (text: string) => visibleText(text, splitReply(text));
const QUOTE = "\n> Qual é o número do pedido?\n> Obrigado";

test.each([
  ["Gmail, pt-BR", "Em seg., 12 de jan. de 2026 às 10:00, Suporte <help@example.org> escreveu:\n"],
  [
    "Gmail, pt-BR, broken",
    "Em seg., 12 de jan. de 2026 às 10:00, Suporte <\nhelp@example.org> escreveu:\n",
  ],
  ["Gmail, en", "On Mon, Jan 12, 2026 at 10:00 AM Support <help@example.org> wrote:\n"],
  ["Gmail, es", "El lun, 12 ene 2026 a las 10:00, Soporte (<help@example.org>) escribió:\n"],
  ["Gmail, fr", "Le lun. 12 janv. 2026 à 10:00, Support <help@example.org> a écrit :\n"],
  ["Gmail, de", "Am Mo., 12. Jan. 2026 um 10:00 Uhr schrieb Support <help@example.org>:\n"],
  [
    "Gmail, it",
    "Il giorno lun 12 gen 2026 alle ore 10:00 Supporto <help@example.org> ha scritto:\n",
  ],
  ["Gmail, nl", "Op ma 12 jan 2026 om 10:00 schreef Support <help@example.org>:\n"],
  ["Gmail, pl", "pon., 12 sty 2026 o 10:00 Support <help@example.org> napisał(a):\n"],
  ["Gmail, sv", "Den mån 12 jan. 2026 kl 10:00 skrev Support <help@example.org>:\n"],
  ["Gmail, tr", "Support <help@example.org>, 12 Oca 2026 Pzt, 10:00 tarihinde şunu yazdı:\n"],
  ["Gmail, ja", "2026年1月12日(月) 10:00 Support <help@example.org>:\n"],
  [
    "Apple Mail, pt-BR",
    "Em 12 de jan. de 2026, à(s) 10:00, Suporte <help@example.org> escreveu:\n",
  ],
  ["Apple Mail, de", "Am 12.01.2026 um 10:00 schrieb Support <help@example.org>:\n"],
  [
    "Apple Mail, quoted",
    "> Em 12 de jan. de 2026, à(s) 10:00, Suporte <help@example.org> escreveu:\n> ",
  ],
  ["Thunderbird, pt-BR", "Em 12/01/2026 10:00, Suporte escreveu:"],
  ["Thunderbird, en", "On 12/01/2026 10:00, Support wrote:"],
  ["Thunderbird, fr", "Le 12/01/2026 à 10:00, Support a écrit :"],
  ["Thunderbird, it", "Il 12/01/2026 10:00, Supporto ha scritto:"],
  ["Yandex", '12.01.2026, 10:00, "Support" <help@example.org>:'],
  ["Zoho", "---- Em seg, 12 jan 2026 10:00:00 -0300 help@example.org escreveu ----\n"],
])("%s: what follows the introduction is the quoted mail", (_, intro) => {
  const text = `O pedido é 123.\n\n${intro}${QUOTE}`;
  expect(show(text)).toBe("O pedido é 123.");
});

const HEADERS = [
  [
    "pt-BR",
    "De: Suporte <help@example.org>\nEnviada em: segunda-feira, 12 de janeiro de 2026 10:00\nPara: Ana <ana@example.com>\nAssunto: Pedido",
  ],
  [
    "pt-BR, old",
    "De: Suporte [mailto:help@example.org]\nEnviado: segunda-feira, 12 de janeiro de 2026 10:00\nPara: ana@example.com\nAssunto: Pedido",
  ],
  [
    "en",
    "From: Support <help@example.org>\nSent: Monday, January 12, 2026 10:00 AM\nTo: Ana <ana@example.com>\nSubject: Order",
  ],
  [
    "es",
    "De: Soporte <help@example.org>\nEnviado el: lunes, 12 de enero de 2026 10:00\nPara: Ana\nAsunto: Pedido",
  ],
  [
    "fr",
    "De : Support <help@example.org>\nEnvoyé : lundi 12 janvier 2026 10:00\nÀ : Ana\nObjet : Commande",
  ],
  [
    "de",
    "Von: Support <help@example.org>\nGesendet: Montag, 12. Januar 2026 10:00\nAn: Ana\nBetreff: Bestellung",
  ],
  [
    "it",
    "Da: Supporto <help@example.org>\nInviato: lunedì 12 gennaio 2026 10:00\nA: Ana\nOggetto: Ordine",
  ],
  [
    "mobile, bold",
    "*De:* Suporte <help@example.org>\n*Enviadas:* 12 de janeiro\n*Data:* 12 de janeiro de 2026 10:00\n*Para:* ana@example.com",
  ],
] as const;

test.each(HEADERS)("Outlook, %s: a block of header lines ends the answer", (_, block) => {
  const text = `O pedido é 123.\n\n${block}\n\nQual é o número do pedido?`;
  expect(show(text)).toBe("O pedido é 123.");
  expect(show(text.replace("\n\n", "\n\n________________________________\n"))).toBe(
    "O pedido é 123.",
  );
});

test.each([
  "-----Mensagem original-----",
  "-----Original Message-----",
  "-----Mensaje original-----",
  "-----Message d'origine-----",
  "-----Ursprüngliche Nachricht-----",
  "-----Messaggio originale-----",
  "---------- Forwarded message ---------",
  "---------- Mensagem encaminhada ---------",
  "-------- Mensagem Original --------",
  "-------- Original-Nachricht --------",
  "Begin forwarded message:",
  "Início da mensagem encaminhada:",
])("%s ends the answer", (separator) => {
  expect(show(`O pedido é 123.\n\n${separator}\n\nQual é o número?`)).toBe("O pedido é 123.");
});

test.each([
  "Enviado do meu iPhone",
  "Enviado do meu Samsung Galaxy",
  "Enviado via UOL Mail",
  "Sent from my iPhone",
  "Get Outlook for Android<https://aka.ms/x>",
  "Obter o Outlook para iOS",
  "Enviado desde mi iPhone",
  "Envoyé de mon iPhone",
  "Von meinem iPhone gesendet",
  "Inviato da iPhone",
  "Sent from Outlook for iOS",
])("%s is a signature of the device", (line) => {
  expect(show(`O pedido é 123.\n\n${line}`)).toBe("O pedido é 123.");
});

test("a signature behind its sign, and a card under a rule, are set aside but kept", () => {
  const text = "Segue.\n\n-- \nAna Lima\nFinanceiro\n";
  const split = splitReply(text);
  expect(split.parts.map((part) => part.kind)).toEqual(["visible", "signature"]);
  expect(split.parts.map((part) => text.slice(part.start, part.end)).join("")).toBe(text);
  expect(show("Segue.\n\n__________\nAna Lima\n(11) 99999-0000\nana@example.com")).toBe("Segue.");
});

test.each([
  ["a sentence that begins with On", "On Monday we wrote to you about it:\nplease answer."],
  ["a sentence with a date", "Em 12/01/2026 eu pedi o seguinte:\n- um livro\n- dois lápis"],
  ["a template", "Para: setor financeiro\nAssunto: segunda via\n\nPreciso da segunda via."],
  ["a list with rules", "Itens\n-----\n1. livro\n2. lápis\n-----\nTotal: 2"],
  ["a sentence about a phone", "Sent from my desk, it is easier than from the phone.\n"],
  ["code", "Veja:\n```\nFrom: a\nDate: b\nSubject: c\n```\nO que faço?"],
  ["a name that signs", "Pode ser.\n\nAtenciosamente,\nAna"],
])("%s stays", (_, text) => {
  expect(show(text)).toBe(text.trim());
});

test("the answer below the quotation shows, the quotation does not", () => {
  const text = `Em 12/01/2026 10:00, Suporte escreveu:${QUOTE}\n\nO pedido é 123.`;
  expect(show(text)).toBe("O pedido é 123.");
});

test("answers between the quoted lines show with what they answer", () => {
  const text = "Em 12/01/2026 10:00, Suporte escreveu:\n> Número?\n123\n\n> Endereço?\nRua A\n";
  expect(splitReply(text).shows).toBe("inline");
  expect(show(text)).toBe(text.trim());
});

test("a bare quotation that the writer talks about stays, one at the end goes", () => {
  expect(show("> o prazo é de 5 dias\n\nNão é verdade.")).toBe(
    "> o prazo é de 5 dias\n\nNão é verdade.",
  );
  expect(show("Não é verdade.\n\n> o prazo é de 5 dias")).toBe("Não é verdade.");
});

test("a short answer between two quoted lines is never taken for a broken line", () => {
  const long = `> ${"palavra ".repeat(8)}pergunta?`;
  expect(show(`Em 12/01/2026 10:00, Suporte escreveu:\n${long}\nsim\n${long}\nnão`)).toContain(
    "sim",
  );
});

test("where nothing of the writer's is left, everything shows", () => {
  for (const text of [
    QUOTE.trim(),
    "---------- Forwarded message ---------\nFrom: a@b.example\nSubject: x\n\nveja",
  ]) {
    expect(splitReply(text).shows).toBe("empty");
    expect(show(text)).toBe(text);
  }
});

test("words and quote may share a line", () => {
  const text = "Sim On Wed, Apr 4, 2026 at 3:59 PM, bob@example.com wrote:\n> Hi";
  expect(show(text)).toBe("Sim");
});

test("a marker of ours ends the answer", () => {
  const marker = "##- responda acima desta linha -##";
  const text = `Sim.\n\n${marker}\n\nQualquer coisa`;
  expect(visibleText(text, splitReply(text, { markers: [marker] }))).toBe("Sim.");
});

test("whatever the text, its parts are the whole of it, in order", () => {
  const piece = fc.constantFrom(
    "texto",
    "> citado",
    ">> dentro",
    "",
    "-- ",
    "On Mon, Jan 12, 2026 at 10:00, a@b.example wrote:",
    "From: a@b.example",
    "Date: x",
    "Subject: y",
    "-----Original Message-----",
    "Sent from my iPhone",
    "____________",
    "```",
    "Em 1/1/2026 10:00, Ana escreveu:",
    "\u200b",
    "a".repeat(500),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join("\n");
      const { parts } = splitReply(text);
      expect(parts.map((part) => text.slice(part.start, part.end)).join("")).toBe(text);
      expect(text === "" || parts.some((part) => part.kind === "visible")).toBe(true);
    }),
    { numRuns: 500 },
  );
});

describe("a megabyte of hostile text is split in a tenth of a second (B-26, S-45)", () => {
  const units: readonly string[] = [
    "> ",
    ">",
    "On Mon wrote:\n",
    "On Mon, Jan 12, 2026 at 10:00 AM a@b.example wrote:\n> x\n",
    "From: ",
    "From: a\n",
    "a@b.",
    "On 1 On 1 ",
    "-",
    "-- \n",
    "- - ",
    "_ _\n",
    " ",
    "\n",
    "\t\n",
    "\u200b",
    ": ",
    "Em 1/1/2026 10:00\n",
    "wrote wrote ",
    "----x----\n",
    "Sent from my \n",
    "```\n",
    "> a\nb\n",
    "De : \n",
    "\u00a0>",
    "1:00 ",
    "Le 1 janv. 2026 10:00 x <a@b.example\n",
    "2026-01-12 10:00 GMT+00:00 ",
    "ha scritto ",
    "(".repeat(50),
  ];
  test.each(units)("%j again and again", async (unit) => {
    const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
    splitReply(text.slice(0, 20_000));
    await expect(() => splitReply(text)).toCostAtMost(100);
  });
});
