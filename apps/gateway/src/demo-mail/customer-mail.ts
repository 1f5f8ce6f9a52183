import type { OutgoingMail } from "@circuito/connectors/email";
import { cleanName, normalizeSubject, strictAddress } from "@circuito/domain";
import { z } from "zod";
import type { Letter } from "./letter.ts";

const SUBJECT_LENGTH_MAX = 300;
const TEXT_LENGTH_MAX = 20_000;
const NAME_LENGTH_MAX = 100;

const address = z
  .string()
  .trim()
  .max(254)
  .refine((text) => isWireAddress(text), "o endereço não é um endereço de e-mail");

/** The page's form, as browsers send it: fields that are not filled in are empty. */
export const customerForm = z.object({
  fromName: z.string().max(NAME_LENGTH_MAX, "o nome é longo demais").transform(cleanName),
  from: address,
  subject: z
    .string()
    .max(SUBJECT_LENGTH_MAX, "o assunto é longo demais")
    // One line: a browser sends no other, and no other gets into a header.
    .transform((text) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim()),
  text: z
    .string()
    .max(TEXT_LENGTH_MAX, "o texto é longo demais")
    .refine((text) => text.trim() !== "", "escreva alguma coisa"),
  /** The letter that is answered; empty for a new one. */
  answers: z.string().max(64).default(""),
  quotes: z.literal("yes").optional(),
  vouched: z.literal("yes").optional(),
});
export type CustomerForm = z.infer<typeof customerForm>;

/** Plain ASCII, as on the wire. */
function isWireAddress(text: string): boolean {
  return strictAddress(text) !== undefined && /^[\x21-\x7e]+$/.test(text);
}

export interface ShopMailbox {
  readonly address: string;
  readonly authservId: string;
}

/**
 * The mail that a customer's program would make of the form: an answer goes to Reply-To, names what it
 * answers and, unless told otherwise, quotes it.
 *
 * `vouched` puts in what the shop's own mail server would: that From's domain was proven (DMARC). The
 * name it signs by is made at random when the demo is made and is known to nobody outside, so that what
 * comes to the listener by another way, such as `curl`, proves nothing, whatever it says.
 */
export function customerMail(
  form: CustomerForm,
  answered: Letter | undefined,
  shop: ShopMailbox,
  parts: { readonly id: string; readonly now: number },
): OutgoingMail {
  const domain = form.from.slice(form.from.lastIndexOf("@") + 1).toLowerCase();
  const to = answered ? answerTo(answered) : { name: "", address: shop.address };
  const text =
    answered && form.quotes ? `${form.text}\n\n${quoteOf(answered)}\n` : `${form.text.trimEnd()}\n`;
  return {
    envelope: { from: form.from, to: [to.address] },
    from: { name: form.fromName, address: form.from },
    to: [to],
    cc: [],
    subject: form.subject || (answered ? answerSubject(answered) : "(sem assunto)"),
    text,
    messageId: `${parts.id}@${domain}`,
    ...(answered ? namesOf(answered) : { references: [] }),
    date: parts.now,
    headers: form.vouched
      ? {
          "Authentication-Results": `${shop.authservId}; dmarc=pass header.from=${domain}`,
        }
      : {},
    attachments: [],
  };
}

/** To whoever wrote it, or wants to be written to; of one's own letter, to whom it went. */
export function answerTo(letter: Letter): { name: string; address: string } {
  const wanted = letter.direction === "sent" ? letter.to : [...letter.replyTo, ...letter.from];
  const [mailbox] = wanted.filter(({ address: of }) => of !== undefined);
  return { name: cleanName(mailbox?.name ?? ""), address: mailbox?.address ?? "" };
}

export function answerSubject({ subject }: Letter): string {
  return `Re: ${normalizeSubject(subject) === "" ? "" : withoutPrefix(subject)}`.trimEnd();
}

function withoutPrefix(subject: string): string {
  return subject.replace(/^(\s*(re|res)\s*:)+\s*/i, "");
}

const ID = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+$/;
/** As RFC 5322 §3.6.4 asks, and as short as programs keep it. */
const REFERENCES_MAX = 20;

function namesOf(letter: Letter): Pick<OutgoingMail, "inReplyTo" | "references"> {
  const { messageId } = letter;
  const before = letter.references.filter((id) => ID.test(id));
  if (messageId === undefined || !ID.test(messageId)) return { references: before };
  return { inReplyTo: messageId, references: [...before, messageId].slice(-REFERENCES_MAX) };
}

const QUOTED_LINES_MAX = 200;

function quoteOf(letter: Letter): string {
  const { name = "", address: of = "" } = letter.from[0] ?? {};
  const day = new Intl.DateTimeFormat("pt-BR", {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: "America/Sao_Paulo",
  }).format(letter.at);
  const lines = letter.text.trimEnd().split("\n").slice(0, QUOTED_LINES_MAX);
  return [
    `Em ${day}, ${name === "" ? of : `${name} <${of}>`} escreveu:`,
    ...lines.map((line) => `> ${line.trimEnd()}`),
  ].join("\n");
}
