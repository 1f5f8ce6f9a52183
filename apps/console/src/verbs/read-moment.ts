import { foldWords } from "@circuito/protocol/writing-text";
import type { Locale } from "../i18n/translate.ts";

/*
 * A moment as one would say it: "amanhã 9h", "segunda à tarde", "em 2 horas", "18/04 14:30". The three
 * languages are read at once; only which comes first of day and month depends on the one that is spoken.
 */

const MINUTE_MS = 60_000;
const MORNING = 9;
const AFTERNOON = 14;
const EVENING = 19;

const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(min|mins|minutos?|minutes?)$/, MINUTE_MS],
  [/^(h|hs|hrs?|horas?|hours?)$/, 60 * MINUTE_MS],
  [/^(d|dias?|days?)$/, 24 * 60 * MINUTE_MS],
  [/^(sem|semanas?|weeks?)$/, 7 * 24 * 60 * MINUTE_MS],
];
/** From Sunday on, without accents. */
const WEEKDAYS: readonly RegExp[] = [
  /^(dom|domingo|sun|sunday)$/,
  /^(seg|segunda|segunda-feira|mon|monday|lun|lunes)$/,
  /^(ter|terca|terca-feira|tue|tuesday|mar|martes)$/,
  /^(qua|quarta|quarta-feira|wed|wednesday|mie|miercoles)$/,
  /^(qui|quinta|quinta-feira|thu|thursday|jue|jueves)$/,
  /^(sex|sexta|sexta-feira|fri|friday|vie|viernes)$/,
  /^(sab|sabado|sat|saturday)$/,
];
const LATER: Readonly<Record<string, number>> = {
  hoje: 0,
  today: 0,
  hoy: 0,
  amanha: 1,
  tomorrow: 1,
  manana: 1,
};
/** Several words for one thing, put together before the rest is read. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\b(depois de amanha|day after tomorrow|pasado manana)\b/g, "+2d"],
  [/\b(semana que vem|proxima semana|next week|semana que viene)\b/g, "+7d"],
  [/\b(meio[- ]dia|noon|mediodia)\b/g, "12:00"],
  [/\b(de manha|pela manha|cedo|morning|por la manana|temprano)\b/g, "@morning"],
  [/\b(de tarde|a tarde|afternoon|por la tarde|tarde)\b/g, "@afternoon"],
  [/\b(de noite|a noite|evening|por la noche|noite)\b/g, "@evening"],
  [/(\d)\s+(am|pm|h)\b/g, "$1$2"],
];
const PARTS: Readonly<Record<string, number>> = {
  "@morning": MORNING,
  "@afternoon": AFTERNOON,
  "@evening": EVENING,
};
/** Words that change nothing. */
const FILLERS =
  /^(a|ao|as|o|na|no|de|do|da|dia|ate|para|proxima|proximo|que|vem|at|on|until|till|the|next|this|el|la|las|al|hasta|viene)$/;

interface Read {
  day?: Date;
  /** Minutes after midnight. */
  time?: number;
}

/**
 * @returns ms since epoch, always after `now`; `undefined` when not every word was understood: a
 * moment that was not meant is worse than none
 */
export function readMoment(text: string, now: number, locale: Locale): number | undefined {
  const typed = foldWords(text).replace(/\s+/g, " ").trim();
  const relative = readRelative(typed);
  if (relative !== undefined) return relative > 0 ? now + relative : undefined;
  const words = PHRASES.reduce((all, [phrase, short]) => all.replace(phrase, short), typed);
  const read: Read = {};
  for (const word of words.split(/[\s,]+/).filter((each) => each !== "")) {
    if (!readDay(word, now, locale, read) && !readTime(word, read) && !FILLERS.test(word)) {
      return undefined;
    }
  }
  return momentOf(read, now);
}

/** "em 2 horas", "daqui a uma semana", "45 min". */
const RELATIVE =
  /^(?:(em|in|en|daqui|daqui a|dentro de) )?(\d{1,3}|um|uma|an?|one|un|una) ?([a-z]+)$/;

function readRelative(text: string): number | undefined {
  const [, within, count = "", unit = ""] = RELATIVE.exec(text) ?? [];
  // "9h" alone is an hour of the day: whoever means as long says so.
  if (unit === "h" && within === undefined) return undefined;
  const span = UNITS.find(([name]) => name.test(unit))?.[1];
  return span === undefined ? undefined : span * (/^\d/.test(count) ? Number(count) : 1);
}

function readDay(word: string, now: number, locale: Locale, read: Read): boolean {
  const later = LATER[word] ?? Number(/^\+(\d)d$/.exec(word)?.[1] ?? Number.NaN);
  const weekday = WEEKDAYS.findIndex((name) => name.test(word));
  const day = Number.isNaN(later)
    ? weekday === -1
      ? readDate(word, now, locale)
      : daysOn(now, (weekday - new Date(now).getDay() + 7) % 7 || 7)
    : daysOn(now, later);
  if (day === undefined || read.day !== undefined) return false;
  read.day = day;
  return true;
}

/** 18/04, 18/4/2026, 2026-04-18; the month first in English. */
function readDate(word: string, now: number, locale: Locale): Date | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(word)?.slice(1).map(Number);
  const said = /^(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?$/.exec(word)?.slice(1);
  const [first, second] = [Number(said?.[0]), Number(said?.[1])];
  const [year, month, day] =
    iso ??
    (said === undefined
      ? []
      : [
          said[2] === undefined ? undefined : Number(said[2]),
          locale === "en" ? first : second,
          locale === "en" ? second : first,
        ]);
  if (month === undefined || day === undefined) return undefined;
  const thisYear = new Date(now).getFullYear();
  const on = (which: number) => {
    const date = new Date(which, month - 1, day);
    return date.getMonth() === month - 1 && date.getDate() === day ? date : undefined;
  };
  if (year !== undefined) return on(year);
  const next = on(thisYear);
  return next !== undefined && next.getTime() >= daysOn(now, 0).getTime() ? next : on(thisYear + 1);
}

/** 9h, 9h30, 14:30, 2pm, or a part of the day. */
function readTime(word: string, read: Read): boolean {
  const part = PARTS[word];
  const [hours, minutes, half] = /^(\d{1,2})(?:[h:](\d{2})?)?(am|pm)?$/.exec(word)?.slice(1) ?? [];
  const hour =
    part ??
    (hours === undefined
      ? undefined
      : half === undefined
        ? Number(hours)
        : (Number(hours) % 12) + (half === "pm" ? 12 : 0));
  const time = hour === undefined ? undefined : hour * 60 + Number(minutes ?? 0);
  if (time === undefined || hour === undefined || hour > 23 || Number(minutes ?? 0) > 59)
    return false;
  if (read.time !== undefined) return false;
  read.time = time;
  return true;
}

/** A day without an hour is its morning; an hour without a day is the next one. */
function momentOf({ day, time }: Read, now: number): number | undefined {
  if (day === undefined && time === undefined) return undefined;
  const at = (date: Date) => new Date(date).setHours(0, time ?? MORNING * 60, 0, 0);
  if (day !== undefined) return at(day) > now ? at(day) : undefined;
  const today = at(daysOn(now, 0));
  return today > now ? today : at(daysOn(now, 1));
}

function daysOn(now: number, days: number): Date {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days);
}
