/* What people outside are told, in the languages of the product: for what is sent, and the screen. */
import {
  type AlertBulletin,
  type AlertKind,
  type AlertReading,
  type BulletinLanguage,
  MINUTE_MS,
  NEWS_KINDS,
  type NewsBulletin,
  type ReportBulletin,
  type SentPeriod,
} from "@circuito/domain";
import type { BulletinWords } from "./bulletin-words/bulletin-words.ts";
import { EN } from "./bulletin-words/en.ts";
import { ES } from "./bulletin-words/es.ts";
import { PT_BR } from "./bulletin-words/pt-br.ts";

const WORDS: Readonly<Record<BulletinLanguage, BulletinWords>> = { "pt-BR": PT_BR, en: EN, es: ES };

/** What an alert says. */
export interface BulletinText {
  readonly title: string;
  /** Sentences, each a line. */
  readonly lines: readonly string[];
  /** Of the link, and why somebody gets it. */
  readonly open: string;
  readonly why: string;
}

export function alertText({
  tells,
  name,
  language,
  condition: { kind },
  reading,
  firedAt,
  at,
}: AlertBulletin): BulletinText {
  const words = WORDS[language];
  const text = (tells === "fired" ? words.firedText : words.overText)[kind];
  const time = numberText(Math.round((at - firedAt) / MINUTE_MS), language);
  return {
    title: fill(words[tells], { name }),
    lines: [
      readingText(text, kind, reading, language),
      ...(tells === "over" ? [fill(words.lasted, { time })] : []),
    ],
    open: words.open,
    why: fill(words.whyAlert, { name }),
  };
}

/** A test of an alert, that says so. */
export function alertTestText(name: string, language: BulletinLanguage): BulletinText {
  const words = WORDS[language];
  return {
    title: fill(words.test, { name }),
    lines: [fill(words.testText, { name })],
    open: words.open,
    why: fill(words.whyAlert, { name }),
  };
}

/** The words around a report; what it shows is a table of its own. */
export interface ReportText {
  readonly title: string;
  readonly empty: string;
  readonly times: string;
  more(count: number): string;
  readonly open: string;
  readonly why: string;
}

export function reportText({
  name,
  language,
  period,
}: Pick<ReportBulletin, "name" | "language" | "period">): ReportText {
  const words = WORDS[language];
  return {
    title: fill(words.report, { name, period: periodText(period, language) }),
    empty: words.reportEmpty,
    times: words.reportTimes,
    more: (count) => fill(words.reportMore, { count: numberText(count, language) }),
    open: words.open,
    why: fill(words.whyReport, { name }),
  };
}

/** What is new to somebody who is not connected, in numbers, and where each of it is. */
export function newsText(
  { language, counts }: Pick<NewsBulletin, "language" | "counts">,
  conversations: readonly { readonly protocol: string; readonly link: string }[],
): BulletinText {
  const words = WORDS[language];
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return {
    title: fill(words.news, { count: numberText(total, language) }),
    lines: [
      ...NEWS_KINDS.flatMap((kind) => {
        const count = counts[kind];
        return count === undefined
          ? []
          : [`${words.newsKinds[kind]}: ${numberText(count, language)}`];
      }),
      ...conversations.map(({ protocol, link }) => `${protocol}: ${link}`),
    ],
    open: words.open,
    why: words.whyNews,
  };
}

/** "23/11/2026 – 29/11/2026": local dates, both in it. */
function periodText({ from, until }: SentPeriod, language: BulletinLanguage): string {
  const text = (date: string) =>
    new Date(`${date}T00:00:00Z`).toLocaleDateString(language, {
      ...({ timeZone: "UTC", day: "2-digit", month: "2-digit", year: "numeric" } as const),
    });
  return from === until ? text(from) : `${text(from)} – ${text(until)}`;
}

/** A test of the mail itself. */
export function ownTestText(language: BulletinLanguage): BulletinText {
  const { mailTest, mailTestText, open, whyTest } = WORDS[language];
  return { title: mailTest, lines: [mailTestText], open, why: whyTest };
}

/** A reading as a sentence: "Nível 1: 12 esperando." */
export function standingText(
  kind: AlertKind,
  reading: AlertReading,
  language: BulletinLanguage,
): string {
  const { firedText, overText } = WORDS[language];
  const isOver = reading.value > reading.limit || kind === "category-volume";
  // A channel that is down for less than the limit is not connected either.
  const isDown = kind === "channel-down" && reading.value > 0;
  return readingText((isOver || isDown ? firedText : overText)[kind], kind, reading, language);
}

function readingText(
  text: string,
  kind: AlertKind,
  { value, limit, usual, subject }: AlertReading,
  language: BulletinLanguage,
): string {
  return fill(text, {
    // Minutes that have gone by are whole; of a limit that is reckoned, what is still below it.
    value: numberText(Math.floor(value), language),
    limit: numberText(Math.floor(limit), language),
    usual: numberText(Math.round((usual ?? 0) * 10) / 10, language),
    subject: subject ?? WORDS[language].anywhere[kind],
  });
}

const numberText = (number: number, language: BulletinLanguage) => number.toLocaleString(language);

/** In one pass: what a name says is never taken for a place of ours. */
function fill(text: string, facts: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => facts[name] ?? place);
}
