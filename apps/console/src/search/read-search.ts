/** What a search asks for, read from what somebody typed. */
export interface ReadSearch {
  /** What is left when the operators are taken out. */
  readonly words: string;
  readonly operators: readonly Operator[];
}

export interface Operator {
  readonly kind: "author" | "queue" | "channel" | "protocol" | "file" | "period";
  readonly value: string;
  /** As it stands in the text, to be taken out of it again. */
  readonly typed: string;
}

/** As they are said in the three languages; what is typed in one works in the others. */
const NAMES: Readonly<Record<string, Operator["kind"]>> = {
  de: "author",
  from: "author",
  fila: "queue",
  queue: "queue",
  cola: "queue",
  canal: "channel",
  channel: "channel",
  protocolo: "protocol",
  protocol: "protocol",
  com: "file",
  con: "file",
  has: "file",
  período: "period",
  periodo: "period",
  period: "period",
};
const FILES = new Set(["anexo", "arquivo", "adjunto", "archivo", "file", "attachment"]);

/** `name:value` or `name:"several words"`. */
const OPERATOR = /(?<=^|\s)(\p{L}+):("[^"]*"|\S+)/gu;

/** Words with a colon that are no operator stay words. */
export function readSearch(text: string): ReadSearch {
  const operators = [...text.matchAll(OPERATOR)].flatMap(([typed, name = "", quoted = ""]) => {
    const kind = NAMES[name.toLowerCase()];
    const value = quoted.replace(/^"|"$/g, "").trim();
    if (kind === undefined || value === "") return [];
    if (kind === "file" && !FILES.has(value.toLowerCase())) return [];
    return [{ kind, value, typed }];
  });
  return { words: withoutOperators(text, operators), operators };
}

/** The text without some of its operators. */
export function withoutOperators(text: string, operators: readonly Operator[]): string {
  const rest = operators.reduce((left, { typed }) => left.replace(typed, " "), text);
  return rest.replace(/\s+/g, " ").trim();
}

/** A protocol number alone, as it is copied or dictated: it is opened, not searched for. */
export function protocolIn(text: string): string | null {
  const bare = text.trim().toUpperCase();
  return /^\d{6}[-\s]?[0-9A-Z]{8}$/.test(bare) ? bare : null;
}

const DAY_MS = 24 * 60 * 60_000;

/** From when until when, ISO 8601; `undefined`: the words name no period. */
export function readPeriod(
  value: string,
  now: number,
): { readonly since?: string; readonly until?: string } | undefined {
  const word = value.toLowerCase();
  const today = startOfDay(now);
  if (/^(hoje|today|hoy)$/.test(word)) return { since: iso(today) };
  if (/^(ontem|yesterday|ayer)$/.test(word))
    return { since: iso(today - DAY_MS), until: iso(today) };
  const [, count] = /^(\d{1,4})d$/.exec(word) ?? [];
  if (count !== undefined) return { since: iso(now - Number(count) * DAY_MS) };
  const [, from = "", to = from] =
    /^(\d{4}-\d{2}(?:-\d{2})?)(?:\.\.(\d{4}-\d{2}(?:-\d{2})?))?$/.exec(word) ?? [];
  const begin = beginOf(from);
  const end = endOf(to);
  return begin === undefined || end === undefined ? undefined : { since: begin, until: end };
}

function beginOf(day: string): string | undefined {
  const at = Date.parse(`${day.length === 7 ? `${day}-01` : day}T00:00:00`);
  return Number.isNaN(at) ? undefined : iso(at);
}

/** The first moment after a day or a month. */
function endOf(day: string): string | undefined {
  const begin = beginOf(day);
  if (begin === undefined) return undefined;
  const end = new Date(begin);
  if (day.length === 7) end.setMonth(end.getMonth() + 1);
  else end.setDate(end.getDate() + 1);
  return end.toISOString();
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

const iso = (at: number) => new Date(at).toISOString();
