import { type BulletinLanguage, type FigureId, figureOf } from "@circuito/domain";
import type { FigureValueView } from "@circuito/protocol";

/** A figure as people read it in a letter: "1.204", "94%", "3 min"; "–" where there was nothing. */
export function figureText(
  id: FigureId,
  figure: FigureValueView | undefined,
  language: BulletinLanguage,
): string {
  const { kind } = figureOf(id).shape;
  const value = kind === "duration" ? figure?.wall?.p50 : figure?.value;
  if (value === undefined || value === null) return "–";
  const number = (of: number, options: Intl.NumberFormatOptions = {}) =>
    of.toLocaleString(language, { maximumFractionDigits: 0, ...options });
  switch (kind) {
    case "count":
      return number(value);
    case "duration":
      return secondsText(value);
    case "share":
    case "quotient":
    case "top":
      return number(value, { style: "percent", maximumFractionDigits: 1 });
    case "net":
      return number(value * 100, { signDisplay: "exceptZero" });
    case "mean":
      return number(value, { maximumFractionDigits: 1 });
  }
}

const UNITS = [
  ["d", 86_400],
  ["h", 3_600],
  ["min", 60],
  ["s", 1],
] as const;

/** The two largest units of a time; their signs are the same in our languages. */
export function secondsText(seconds: number): string {
  const whole = Math.round(seconds);
  const first = UNITS.findIndex(([, of]) => whole >= of);
  const [unit, of] = UNITS[first] ?? UNITS[3];
  const next = UNITS[first + 1];
  const rest = next === undefined ? 0 : Math.floor((whole % of) / next[1]);
  const large = `${Math.floor(whole / of)} ${unit}`;
  return next === undefined || rest === 0 ? large : `${large} ${rest} ${next[0]}`;
}
