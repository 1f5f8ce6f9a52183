import { makePrng, type Prng } from "../../load/prng.ts";

/** What the mailbox of a company's support holds: of a hundred mails, which are below what number. */
const SHAPES: readonly (readonly [below: number, write: (mail: Draft) => string])[] = [
  [25, plain],
  [55, alternative],
  [75, quotedReply],
  [85, htmlOnly],
  [90, latin1],
  [100, withFile],
];
const FILE_BYTES = 100 * 1024;
const WORDS =
  "pedido entrega boleto segunda via nota fiscal prazo endereço cartão reembolso senha acesso fatura atendimento produto garantia troca obrigado ainda não chegou gostaria de saber quando será".split(
    " ",
  );

interface Draft {
  readonly prng: Prng;
  readonly number: number;
  readonly headers: readonly string[];
}

/** Realistic mails, the same for the same seed; each with a Message-ID of its own. */
export function* writeMails(seed: string, count: number): Generator<string> {
  const prng = makePrng(seed, "mails");
  for (let number = 1; number <= count; number++) {
    const draft = { prng, number, headers: commonHeaders(prng, seed, number) };
    const drawn = prng.below(100);
    const write = SHAPES.find(([below]) => drawn < below)?.[1] ?? plain;
    yield write(draft).replace(/\n/g, "\r\n");
  }
}

function plain({ prng, headers }: Draft): string {
  return mail(headers, "text/plain; charset=utf-8", "8bit", sentences(prng, 3 + prng.below(12)));
}

function alternative(draft: Draft): string {
  const { prng, headers } = draft;
  const words = sentences(prng, 4 + prng.below(10));
  const parts = [
    part("text/plain; charset=utf-8", "quoted-printable", quotedPrintable(words)),
    part("text/html; charset=utf-8", "quoted-printable", quotedPrintable(letterHtml(prng, words))),
  ];
  return multipart(headers, "alternative", "alt", parts);
}

function quotedReply({ prng, headers }: Draft): string {
  const levels = Array.from({ length: 1 + prng.below(4) }, () => sentences(prng, 6));
  const quoted = levels.map((text, level) => {
    const mark = "> ".repeat(level + 1).trimEnd();
    const intro = `Em seg., 5 de jan. de 2026 às 10:0${level}, Suporte <help@example.org> escreveu:`;
    return `${"> ".repeat(level)}${intro}\n${text.replace(/^/gm, `${mark} `)}`;
  });
  const body = [sentences(prng, 2), "", ...quoted, "", "--", "Ana Souza", "Compras"].join("\n");
  return mail(headers, "text/plain; charset=utf-8", "quoted-printable", quotedPrintable(body));
}

function htmlOnly({ prng, headers }: Draft): string {
  const rows = Array.from({ length: 40 + prng.below(60) }, (_, row) => {
    const price = (prng.below(90_000) / 100).toFixed(2);
    return `<tr style="background:${row % 2 ? "#ffffff" : "#f5f5f5"}"><td style="padding:6px 12px;font-family:Arial,sans-serif;font-size:13px">${sentences(prng, 1)}</td><td align="right"><b>R$ ${price}</b></td><td><a href="https://loja.example.com/item/${row}?utm_source=mail">ver</a></td></tr>`;
  });
  const html = `<html><head><style>td{color:#333}</style></head><body><table width="600" cellpadding="0">${rows.join("\n")}</table><img src="https://pixel.example.net/o.gif" width="1" height="1"></body></html>`;
  return mail(headers, "text/html; charset=utf-8", "base64", base64(Buffer.from(html)));
}

function latin1({ prng, headers }: Draft): string {
  const charset = prng.pick(["iso-8859-1", "windows-1252", "us-ascii"] as const);
  const bytes = Buffer.from(sentences(prng, 8), "latin1");
  const type = `text/plain; charset=${charset}`;
  return mail(headers, type, "base64", base64(bytes));
}

function withFile(draft: Draft): string {
  const { prng, headers } = draft;
  const words = sentences(prng, 4);
  const bytes = Buffer.alloc(FILE_BYTES);
  bytes.write("%PDF-1.7\n");
  for (let at = 16; at < FILE_BYTES; at += 4) bytes.writeUInt32LE(prng.below(2 ** 32), at);
  const file = part('application/pdf; name="nota.pdf"', "base64", base64(bytes), [
    'Content-Disposition: attachment; filename="nota.pdf"',
  ]);
  const letter = part(
    "text/html; charset=utf-8",
    "quoted-printable",
    quotedPrintable(letterHtml(prng, words)),
  );
  return multipart(headers, "mixed", "mix", [letter, file]);
}

function letterHtml(prng: Prng, words: string): string {
  const paragraphs = words
    .split("\n")
    .map(
      (line) =>
        `<p class="MsoNormal" style="margin:0 0 8px;font-family:Calibri,sans-serif;font-size:11pt">${line}<o:p></o:p></p>`,
    );
  const quoted = sentences(prng, 6)
    .split("\n")
    .map((line) => `<div>${line}</div>`);
  return `<html><head><style>p.MsoNormal{margin:0cm}</style></head><body lang="PT-BR"><div>${paragraphs.join("\n")}</div><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Em seg., 5 de jan. de 2026, Suporte &lt;<a href="mailto:help@example.org">help@example.org</a>&gt; escreveu:<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex">${quoted.join("\n")}</blockquote></div></body></html>`;
}

function commonHeaders(prng: Prng, seed: string, number: number): readonly string[] {
  const customer = prng.below(500);
  const hops = Array.from(
    { length: 3 },
    (_, hop) =>
      `Received: from mx${hop}.example.net (mx${hop}.example.net [192.0.2.${hop + 1}])\n\tby mx${hop + 1}.example.org (Postfix) with ESMTPS id ${hex(prng, 10)}\n\tfor <help@example.org>; Mon, 05 Jan 2026 12:00:0${hop} +0000 (UTC)`,
  );
  return [
    "Return-Path: <cliente@example.com>",
    "Delivered-To: help@example.org",
    ...hops,
    "Authentication-Results: mx.example.org; spf=pass smtp.mailfrom=example.com; dkim=pass header.d=example.com;\n\tdmarc=pass header.from=example.com",
    `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s1;\n\th=from:to:subject:date:message-id; bh=${hex(prng, 43)}=;\n\tb=${hex(prng, 64)}\n\t ${hex(prng, 64)}\n\t ${hex(prng, 64)}`,
    `From: =?UTF-8?Q?Jo=C3=A3o_da_Silva?= <cliente${customer}@example.com>`,
    "To: Atendimento <help@example.org>",
    `Subject: =?UTF-8?Q?D=C3=BAvida_sobre_o_pedido?= ${number}`,
    `Date: Mon, 05 Jan 2026 12:${String(number % 60).padStart(2, "0")}:00 -0300`,
    `Message-ID: <${seed}.${number}.${hex(prng, 12)}@mail.example.com>`,
    "X-Mailer: Mail 16.0",
    "MIME-Version: 1.0",
  ];
}

function mail(headers: readonly string[], type: string, encoding: string, body: string): string {
  const content = [`Content-Type: ${type}`, `Content-Transfer-Encoding: ${encoding}`];
  return [...headers, ...content, "", body, ""].join("\n");
}

function multipart(
  headers: readonly string[],
  kind: string,
  boundary: string,
  parts: readonly string[],
): string {
  const type = `Content-Type: multipart/${kind}; boundary="=_${boundary}"`;
  const lines = parts.flatMap((one) => [`--=_${boundary}`, one]);
  return [...headers, type, "", ...lines, `--=_${boundary}--`, ""].join("\n");
}

function part(type: string, encoding: string, body: string, more: readonly string[] = []): string {
  const headers = [`Content-Type: ${type}`, `Content-Transfer-Encoding: ${encoding}`, ...more];
  return [...headers, "", body].join("\n");
}

function sentences(prng: Prng, count: number): string {
  return Array.from({ length: count }, () => {
    const words = Array.from({ length: 5 + prng.below(12) }, () => WORDS[prng.below(WORDS.length)]);
    return `${words.join(" ")}.`;
  }).join("\n");
}

function hex(prng: Prng, length: number): string {
  return Array.from({ length }, () => prng.below(16).toString(16)).join("");
}

function base64(bytes: Buffer): string {
  return bytes.toString("base64").replace(/.{76}/g, "$&\n");
}

function quotedPrintable(text: string): string {
  return text
    .split("\n")
    .map((line) => {
      const encoded = line.replace(/[=\x80-\uffff]/g, (char) =>
        [...Buffer.from(char)]
          .map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, "0")}`)
          .join(""),
      );
      return encoded.replace(/.{1,72}(?![0-9A-F]?=)/g, "$&=\n").replace(/=\n$/, "");
    })
    .join("\n");
}
