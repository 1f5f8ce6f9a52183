import { DAY_MS, wallTime } from "../calendar/time-zone.ts";
import type { AnsweringHours } from "./answering-hours.ts";
import type { AttendantLanguage } from "./attendant-flow.ts";
import { BUILT_IN_WORDS } from "./built-in-words.ts";

const WEEKDAYS: Readonly<Record<AttendantLanguage, readonly string[]>> = {
  "pt-BR": [
    "domingo",
    "segunda-feira",
    "terça-feira",
    "quarta-feira",
    "quinta-feira",
    "sexta-feira",
    "sábado",
  ],
  en: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
  es: ["domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"],
};

/** When somebody will be there, as one says it: "amanhã às 08:00", "segunda-feira, 30/11, às 08:00". */
export function openingWords(
  hours: Extract<AnsweringHours, { open: false }>,
  now: number,
  language: AttendantLanguage,
): string {
  const { opensAt, timeZone } = hours;
  if (opensAt === undefined) return BUILT_IN_WORDS[language].soon;
  // Wall time is read as if it were UTC: days of 23 hours are days.
  const then = new Date(wallTime(timeZone, opensAt));
  const daysAway = dayOf(then.getTime()) - dayOf(wallTime(timeZone, now));
  const day = daysAway === 0 ? "today" : daysAway === 1 ? "tomorrow" : "later";
  const time = `${two(then.getUTCHours())}:${two(then.getUTCMinutes())}`;
  const [month, date] = [two(then.getUTCMonth() + 1), two(then.getUTCDate())];
  const weekday = WEEKDAYS[language][then.getUTCDay()] ?? "";
  switch (language) {
    case "pt-BR": {
      const on = { today: "hoje", tomorrow: "amanhã", later: `${weekday}, ${date}/${month},` };
      return `${on[day]} às ${time}`;
    }
    case "en": {
      const on = { today: "today", tomorrow: "tomorrow", later: `${weekday}, ${month}/${date},` };
      return `${on[day]} at ${time}`;
    }
    case "es": {
      const on = { today: "hoy", tomorrow: "mañana", later: `${weekday}, ${date}/${month},` };
      return `${on[day]} a las ${time}`;
    }
  }
}

function dayOf(wall: number): number {
  return Math.floor(wall / DAY_MS);
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
