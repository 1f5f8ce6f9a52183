/**
 * When the browser is next started anew, ms since epoch: at this local time of day, today or tomorrow.
 * @param at like `04:00`
 */
export function nextRestart(at: string, now: number): number {
  const [hours = 4, minutes = 0] = at.split(":").map(Number);
  const next = new Date(now);
  next.setHours(hours, minutes, 0, 0);
  if (next.getTime() <= now) next.setDate(next.getDate() + 1);
  return next.getTime();
}
