import { createHash } from "node:crypto";
import type { Mailbox } from "@circuito/domain";
import { type Markup, markup, Markup as Safe } from "../http/markup.ts";
import { answerSubject, answerTo } from "./customer-mail.ts";
import type { Letter } from "./letter.ts";
import { MAIL_PAGE_SCRIPT, MAIL_PAGE_STYLE } from "./mail-page-style.ts";

/** Where the pages are. */
export const MAIL_PAGES = "/demo/mail";

/** What stands in the form, as typed or as proposed. */
export interface FormValues {
  readonly fromName: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly answers: string;
  readonly quotes: boolean;
  readonly vouched: boolean;
}

export interface MailPage {
  readonly letters: readonly Letter[];
  readonly open: Letter | undefined;
  /** Absent where nobody can write: no mailbox, or no listener by SMTP. */
  readonly form: { readonly values: FormValues; readonly token: string } | undefined;
  readonly notice: { readonly kind: "done" | "problem"; readonly text: string } | undefined;
  readonly shop: { readonly address: string; readonly smtpUrl: string | undefined } | undefined;
}

const hashOf = (text: string): string =>
  `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

export const MAIL_PAGE_HEADERS = {
  "content-security-policy": [
    "default-src 'none'",
    `style-src ${hashOf(MAIL_PAGE_STYLE)}`,
    `script-src ${hashOf(MAIL_PAGE_SCRIPT)}`,
    "connect-src 'self'",
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
} as const;

/** A letter's HTML: no script, nothing from elsewhere, an origin of nobody. */
export const LETTER_HTML_HEADERS = {
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; " +
    "form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
} as const;

export function renderMailPage(page: MailPage): string {
  const { open, form, notice, shop } = page;
  const heading = open ? titleOf(open) : form ? "Escrever como cliente" : "Correio da demonstração";
  const listUrl = `${MAIL_PAGES}/list${open ? `?open=${encodeURIComponent(open.id)}` : ""}`;
  return markup`<!doctype html>
<html lang="pt-BR"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${heading} · Correio da demonstração</title>
<style>${new Safe(MAIL_PAGE_STYLE)}</style></head>
<body><a class="skip" href="#carta">Ir para a carta</a>
<header><p class="ribbon">Correio de demonstração do Circuito: nenhuma carta sai desta máquina.</p>
<div class="top"><h1>Correio dos clientes</h1>
<nav aria-label="Demonstração"><a href="/demo">Loja</a><a href="/demo/sms">SMS</a><a href="/">Console dos agentes</a></nav></div></header>
<div class="desk"><section class="pile" aria-labelledby="pilha">
<a class="button" href="${MAIL_PAGES}">Escrever à loja</a>
<h2 id="pilha">Cartas</h2><div id="cartas" data-src="${listUrl}">${letterList(page.letters, open?.id)}</div>
<p id="novidade" role="status" class="meta"></p></section>
<main id="carta" tabindex="-1">
${notice && noticeOf(notice)}
${open ? letterSheet(open) : markup`<h2>${heading}</h2>`}
${form ? letterForm(form.values, form.token, open) : cannotWrite()}
${shop && !open && wayIn(shop)}
</main></div><script>${new Safe(MAIL_PAGE_SCRIPT)}</script></body></html>`.html;
}

/** The list alone: what the page's script asks for. */
export function letterList(letters: readonly Letter[], openId: string | undefined): Markup {
  if (letters.length === 0) {
    return markup`<p class="meta">Ainda nenhuma. Escreva à loja: a resposta do agente aparece aqui.</p>`;
  }
  const items = letters.map((letter) => {
    const current = letter.id === openId ? new Safe(' aria-current="page"') : undefined;
    const who =
      letter.direction === "received"
        ? `de ${namesOf(letter.from)}`
        : `enviada por ${namesOf(letter.from)}`;
    return markup`<li><a href="${MAIL_PAGES}/letters/${letter.id}"${current}><b>${titleOf(letter)}</b>
<small>${who} · ${timeOf(letter.at)}</small></a></li>`;
  });
  return markup`<ol>${items}</ol>`;
}

function letterSheet(letter: Letter): Markup {
  const facts: [string, Markup | undefined][] = [
    ["De", people(letter.from)],
    ["Para", people(letter.to)],
    ["Cc", letter.cc.length > 0 ? people(letter.cc) : undefined],
    ["Responder a", letter.replyTo.length > 0 ? people(letter.replyTo) : undefined],
    [letter.direction === "received" ? "Recebida" : "Enviada", timeOf(letter.at)],
    ["Message-ID", idOf(letter.messageId)],
    ["In-Reply-To", idOf(letter.inReplyTo[0])],
    [
      "Automática",
      letter.automatic === undefined ? undefined : markup`<code>${letter.automatic}</code>`,
    ],
  ];
  const rows = facts.flatMap(([name, value]) =>
    value ? [markup`<dt>${name}</dt><dd>${value}</dd>`] : [],
  );
  const files = letter.files.map(
    ({ name, sizeBytes }) =>
      markup`<li>${name} <span class="meta">${sizeOf(sizeBytes)}</span></li>`,
  );
  const headers = letter.headers.map(({ name, value }) => `${name}: ${value}`).join("\n");
  return markup`<article class="sheet" aria-labelledby="assunto"><h2 id="assunto">${titleOf(letter)}</h2>
<dl>${rows}</dl><pre class="words" tabindex="0" aria-label="Texto da carta">${letter.text}</pre>
${files.length > 0 && markup`<h3>Anexos</h3><ul>${files}</ul>`}
${
  letter.html !== undefined &&
  markup`<details><summary>Como HTML</summary><iframe sandbox="allow-popups allow-popups-to-escape-sandbox" title="A carta como HTML" loading="lazy" src="${MAIL_PAGES}/letters/${letter.id}/html"></iframe></details>`
}
${headers !== "" && markup`<details><summary>Todos os cabeçalhos</summary><pre class="headers" tabindex="0" aria-label="Cabeçalhos">${headers}</pre></details>`}
</article>`;
}

function letterForm(values: FormValues, token: string, open: Letter | undefined): Markup {
  const checked = (is: boolean) => (is ? new Safe(" checked") : undefined);
  const answered = open && answerTo(open).address;
  return markup`<form class="sheet" method="post" action="${MAIL_PAGES}" aria-label="${open ? "Responder" : "Escrever como cliente"}">
${open && markup`<h2>Responder</h2><p class="meta">Vai para <code>${answered}</code>, com In-Reply-To e References, como um programa de e-mail faria.</p>`}
<input type="hidden" name="token" value="${token}"><input type="hidden" name="answers" value="${values.answers}">
<div class="pair"><div><label for="fromName">Seu nome</label><input type="text" id="fromName" name="fromName" maxlength="100" autocomplete="off" value="${values.fromName}"></div>
<div><label for="from">Seu e-mail</label><input type="email" id="from" name="from" required maxlength="254" autocomplete="off" value="${values.from}"></div></div>
<label for="subject">Assunto</label><input type="text" id="subject" name="subject" maxlength="300" autocomplete="off" value="${values.subject}">
<label for="text">Mensagem</label><textarea id="text" name="text" required maxlength="20000">${values.text}</textarea>
${open && markup`<label class="check"><input type="checkbox" name="quotes" value="yes"${checked(values.quotes)}> Citar a carta respondida</label>`}
<label class="check"><input type="checkbox" name="vouched" value="yes"${checked(values.vouched)}> O servidor da loja confirma o remetente (DMARC)</label>
<p class="meta">Sem isso, o endereço é só o que alguém escreveu: o agente vê um aviso.</p>
<p><button type="submit">${open ? "Enviar resposta" : "Enviar à loja"}</button></p></form>`;
}

function noticeOf({
  kind,
  text,
}: {
  readonly kind: "done" | "problem";
  readonly text: string;
}): Markup {
  return kind === "done"
    ? markup`<p class="note" role="status">${text}</p>`
    : markup`<p class="note bad" role="alert">${text}</p>`;
}

function cannotWrite(): Markup {
  return markup`<p class="note bad">Daqui não se escreve à loja: a caixa de e-mail da demonstração mudou, ou o
gateway não recebe por SMTP (<code>MAIL_LISTENER_PROTOCOL</code>).</p>`;
}

function wayIn({
  address,
  smtpUrl,
}: {
  readonly address: string;
  readonly smtpUrl: string | undefined;
}): Markup {
  return markup`<section class="sheet"><h2>Também por SMTP</h2><p>A loja é <code>${address}</code>.
${smtpUrl !== undefined && markup`Qualquer programa entrega cartas em <code>${smtpUrl}</code>; o que chega assim não é confirmado por ninguém.`}
As respostas dos agentes, para qualquer endereço, caem nesta página. Ficam aqui as últimas cinquenta cartas, até o gateway parar.</p></section>`;
}

/** What a reply to the open letter begins with, or a letter of one's own. */
export function proposedValues(open: Letter | undefined): FormValues {
  const me = open?.direction === "received" ? open.to[0] : open?.from[0];
  return {
    fromName: me ? me.name || MARINA.fromName : MARINA.fromName,
    from: me?.address ?? MARINA.from,
    subject: open ? answerSubject(open) : "",
    text: "",
    answers: open?.id ?? "",
    quotes: true,
    vouched: true,
  };
}

const MARINA = { fromName: "Marina Costa", from: "marina@cliente.example.com" } as const;

function titleOf({ subject }: Letter): string {
  return subject === "" ? "(sem assunto)" : subject;
}

function people(mailboxes: readonly Mailbox[]): Markup {
  const all = mailboxes.map(({ name, address = "?" }, at) =>
    name === ""
      ? markup`${at > 0 && ", "}<code>${address}</code>`
      : markup`${at > 0 && ", "}${name} <code>${address}</code>`,
  );
  return markup`${all}`;
}

function namesOf(mailboxes: readonly Mailbox[]): string {
  return mailboxes.map(({ name, address }) => name || address || "?").join(", ") || "?";
}

function idOf(id: string | undefined): Markup | undefined {
  return id === undefined ? undefined : markup`<code>&lt;${id}&gt;</code>`;
}

const CLOCK = new Intl.DateTimeFormat("pt-BR", {
  dateStyle: "short",
  timeStyle: "medium",
  timeZone: "America/Sao_Paulo",
});

function timeOf(at: number): Markup {
  return markup`<time datetime="${new Date(at).toISOString()}">${CLOCK.format(at)}</time>`;
}

function sizeOf(bytes: number): string {
  return bytes < 1024 ? `${bytes} B` : `${Math.ceil(bytes / 1024)} KiB`;
}
