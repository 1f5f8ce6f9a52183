import type { Prng } from "./prng.ts";

/** What breaks naive code on its way through JSON, SQL, HTML and a UTF-16 cut. */
const SEASONING = [
  "",
  "",
  "não é a 1ª vez, já pedi ontem às 9h",
  "👩🏽‍💻🇧🇷 família 👨‍👩‍👧‍👦",
  "<b onmouseover=alert(1)>oferta</b> & \"aspas\" 'simples'",
  "'; drop table messages; --",
  "مرحبا، أين طلبي؟ שלום",
  "你好，我的订单在哪里？",
  "Z̷̢a̵͜l̸g̶o e\u0301 n\u0303",
  "linha um\nlinha dois\n\tlinha três",
  "\u202Eotnemidep\u202C \u200B\u200D",
  "100% \\u0041 $1 {{nome}} #{x} %s",
] as const;

const WORDS = [
  "pedido",
  "entrega",
  "boleto",
  "segunda via",
  "cancelar",
  "atraso",
  "nota fiscal",
  "senha",
  "internet",
  "endereço",
  "troca",
  "reembolso",
] as const;

/** Most text messages are a sentence; two segments of an SMS is a long one. */
const WORDS_MAX = 14;

/** The mark by which every observer recognises a message: `«run:customer:n»`. */
const MARK = /«([^:«»]+):(\d+):(\d+)»/;

export interface Mark {
  readonly run: string;
  readonly customer: number;
  readonly n: number;
}

export function writeText(prng: Prng, mark: Mark): string {
  const words = Array.from({ length: 1 + prng.below(WORDS_MAX) }, () => prng.pick(WORDS));
  const seasoning = prng.pick(SEASONING);
  return `«${mark.run}:${mark.customer}:${mark.n}» ${words.join(" ")} ${seasoning}.`;
}

/** @returns `undefined` for a text that this generator did not write */
export function readMark(text: string): Mark | undefined {
  const found = MARK.exec(text);
  if (!found?.[1]) return undefined;
  return { run: found[1], customer: Number(found[2]), n: Number(found[3]) };
}

/** The sender-made id of a message: readable in every table and log. */
export function externalIdOf(mark: Mark): string {
  return `${mark.run}:${mark.customer}:${mark.n}`;
}
