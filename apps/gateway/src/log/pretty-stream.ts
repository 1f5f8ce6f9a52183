import { z } from "zod";

const COLORS: Readonly<Record<string, string>> = {
  debug: "\x1b[2m",
  info: "\x1b[36m",
  warn: "\x1b[33m",
  error: "\x1b[31m",
};
const PLAIN = "\x1b[0m";
/** Marks that turn text around on a screen: somebody's name must not rewrite the line it is in. */
const TURNS_TEXT = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

const logLine = z.looseObject({ level: z.string(), time: z.string(), fact: z.string().optional() });

/** Turns the log's JSON lines into one readable line each: time, level, fact, fields. */
export function prettyStream(write: (line: string) => void): { write(line: string): void } {
  return {
    write(line) {
      const parsed = logLine.safeParse(JSON.parse(line));
      if (!parsed.success) return write(line);
      const { level, time, fact = "", component, ...fields } = parsed.data;
      const color = COLORS[level] ?? PLAIN;
      const who = typeof component === "string" ? `${component}: ` : "";
      write(
        `${time.slice(11, 19)} ${color}${level.padEnd(5)}${PLAIN} ${who}${fact}${tail(fields)}\n`,
      );
    },
  };
}

/** JSON escapes line ends and terminal codes, so that a field stays inside its line. */
function tail(fields: Readonly<Record<string, unknown>>): string {
  const shown = Object.entries(fields).map(([name, value]) => {
    const text = typeof value === "number" ? String(value) : JSON.stringify(value);
    return ` ${name}=${text.replace(TURNS_TEXT, "")}`;
  });
  return shown.join("");
}
