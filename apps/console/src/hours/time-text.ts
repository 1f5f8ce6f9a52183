/** What people type for a time of day, as minutes after midnight: `8`, `830`, `8:30`, `18h`, `24:00`. */
export function readTime(typed: string): number | undefined {
  const text = typed.trim().toLowerCase();
  const [, hour, minute = "0"] =
    /^(\d{1,2})(?:\s*[:h.]\s*(\d{2})?)?$/.exec(text) ?? /^(\d{1,2})(\d{2})$/.exec(text) ?? [];
  if (hour === undefined) return undefined;
  const at = Number(hour) * 60 + Number(minute || "0");
  return Number(minute || "0") < 60 && at <= DAY_MINUTES ? at : undefined;
}

export const DAY_MINUTES = 24 * 60;

/** 08:00; what goes past midnight is told by the clock on the wall of the next day. */
export function timeText(minutes: number): string {
  const at = minutes > DAY_MINUTES ? minutes - DAY_MINUTES : minutes;
  return `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;
}
