import type { Words } from "./words/pt.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

function startOfDay(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
}

/** `14:05`, in the visitor's zone. */
export function formatTime(at: string | number, words: Words): string {
  return new Date(at).toLocaleTimeString(words.locale, { hour: "2-digit", minute: "2-digit" });
}

/** `Hoje`, `Ontem` or `18/04/2026`. */
export function formatDay(at: string | number, words: Words, now: number): string {
  const day = new Date(at);
  const age = Math.round((startOfDay(new Date(now)) - startOfDay(day)) / DAY_MS);
  if (age === 0) return words.today;
  if (age === 1) return words.yesterday;
  return day.toLocaleDateString(words.locale, {
    day: "2-digit",
    month: "2-digit",
    year: "numeric",
  });
}

/** `segunda-feira, às 09:00` for an instant; anything else is shown as the server wrote it. */
export function formatOpening(at: string, words: Words, now: number): string {
  const opens = new Date(at);
  if (Number.isNaN(opens.getTime())) return at;
  const days = Math.round((startOfDay(opens) - startOfDay(new Date(now))) / DAY_MS);
  const day = opens.toLocaleDateString(
    words.locale,
    // A week from now the weekday alone would mean today's.
    days < 7 ? { weekday: "long" } : { day: "2-digit", month: "2-digit" },
  );
  const near = [words.today.toLowerCase(), words.tomorrow][days];
  return words.at(near ?? day, formatTime(at, words));
}
