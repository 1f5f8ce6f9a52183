import { cutText } from "../words.ts";
import { ARTICLE_TITLE_LENGTH_MAX, type ArticleDraft, type ArticleLocale } from "./article.ts";
import { slugOf } from "./article-slug.ts";

/** What was said in a conversation that was solved. */
export interface SolvedConversation {
  readonly title: string | undefined;
  readonly subject: string | undefined;
  readonly summary: string | undefined;
  /** Who the customer is: said nowhere in the article. */
  readonly customerName: string | undefined;
  /** In order; notes are nobody's outside and stay out. */
  readonly messages: readonly { readonly from: "customer" | "agent"; readonly text: string }[];
}

const HEADINGS: Readonly<
  Record<ArticleLocale, { problem: string; steps: string; answer: string; customer: string }>
> = {
  "pt-BR": {
    problem: "Problema",
    steps: "O que foi feito",
    answer: "Resposta",
    customer: "cliente",
  },
  en: { problem: "Problem", steps: "What was done", answer: "Answer", customer: "customer" },
  es: { problem: "Problema", steps: "Qué se hizo", answer: "Respuesta", customer: "cliente" },
};

/** The first words of a customer say what it is about; the rest is their story. */
const PROBLEM_MESSAGES_MAX = 3;
const STEPS_MAX = 12;
/** As much of one message as an article begins with. */
const MESSAGE_LENGTH_MAX = 2_000;
/** Greetings and thanks: nobody needs them in an article. */
const COURTESY_WORDS_MAX = 4;

/**
 * The beginning of an article: the problem in the customer's words, what was said on the way, and the
 * last answer. Somebody has to read and mend it: that is what a draft is for.
 */
export function draftArticle(
  conversation: SolvedConversation,
  locale: ArticleLocale,
): ArticleDraft {
  const { title, subject, summary, customerName } = conversation;
  const words = HEADINGS[locale];
  const clean = (text: string) =>
    withoutPerson(cutText(text, MESSAGE_LENGTH_MAX), customerName, words.customer).trim();
  const said = conversation.messages
    .map(({ from, text }) => ({ from, text: clean(text) }))
    .filter(({ text }) => text.split(/\s+/u).length > COURTESY_WORDS_MAX);
  const problem = said.filter(({ from }) => from === "customer").map(({ text }) => text);
  const answers = said.filter(({ from }) => from === "agent").map(({ text }) => text);
  const named =
    [title, subject?.replace(/^(?:(?:re|fwd?|enc|res)\s*:\s*)+/iu, ""), firstSentence(problem[0])]
      .map((one) => clean(one ?? ""))
      .find((one) => one !== "") ?? "";
  const kept = cutText(named, ARTICLE_TITLE_LENGTH_MAX);
  const body = [
    section(words.problem, [
      ...(summary === undefined ? [] : [clean(summary)]),
      ...problem.slice(0, PROBLEM_MESSAGES_MAX),
    ]),
    section(words.steps, [steps(answers.slice(0, -1).slice(-STEPS_MAX))]),
    section(words.answer, answers.slice(-1)),
  ];
  return { title: kept, slug: slugOf(kept), body: body.filter(Boolean).join("\n\n"), keywords: "" };
}

function section(heading: string, texts: readonly string[]): string {
  const said = texts.filter((text) => text !== "").map(literal);
  return said.length === 0 ? "" : [`## ${heading}`, ...said].join("\n\n");
}

function steps(texts: readonly string[]): string {
  return texts
    .map((text, at) => `${at + 1}. ${literal(text).replace(/\s*\n\s*/gu, " ")}`)
    .join("\n");
}

/** Lines that Markdown would read as headings or quotations were not meant as such. */
const literal = (text: string) => text.replace(/^([#>])/gmu, "\\$1");

function firstSentence(text: string | undefined): string {
  return /^[^\n.!?]+[?]?/u.exec(text ?? "")?.[0] ?? "";
}

/**
 * Without what says who the customer is: their name, addresses of mail, and every number of six digits
 * or more, however it is divided (phones, documents, orders).
 */
export function withoutPerson(text: string, name: string | undefined, instead: string): string {
  const hidden = text
    .replace(/[^\s<>()]+@[^\s<>()]+\.[\p{L}]{2,}/gu, "[…]")
    .replace(/\+?\d(?:[\s().\-/]{0,2}\d){5,}/gu, "[…]");
  // Particles ("da", "de") are words of everybody's.
  const names = (name ?? "").split(/[^\p{L}\p{N}]+/u).filter((part) => part.length > 2);
  if (names.length === 0) return hidden;
  const said = `(?:${names.join("|")})`;
  const named = new RegExp(
    `(?<![\\p{L}\\p{N}])${said}(?:\\s+(?:d[aeo]s?\\s+)?${said})*(?![\\p{L}\\p{N}])`,
    "giu",
  );
  return hidden.replace(named, `[${instead}]`);
}
